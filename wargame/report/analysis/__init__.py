"""The report of an analysis: each part in words, with its table and its figures, on one page."""
