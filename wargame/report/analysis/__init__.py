"""The report of an analysis: each part in words, with its table and its figures, on one page.

It takes what `wargame.study.analysis` gives as plain objects: report and study are siblings and do
not import each other.
"""
