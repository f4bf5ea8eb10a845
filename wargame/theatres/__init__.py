"""Theatres: what a war is about, as data. A folder each; see `wargame.evidence.theatre`."""
