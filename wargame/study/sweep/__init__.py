"""Sweeps: many runs of many variants, kept in a directory, opened as one labelled Dataset.

What a directory of a sweep holds, and what every reader of one may rely on:

- `manifest.json`: `plan` (what decides the rows, compared on resuming), `provenance`, and
  `design`, the design as resolved (see `wargame.study.sweep.design.resolved`).
- `scenario.resolved.yaml`: the scenario of the first policy, written out in full.
- `points.parquet`: the sample of the uncertainties, one row per point.
- `shards/*.parquet`: one row per run, in any cut. Columns: `policy` (label of the combination of
  levers), `point` (index of the sample of uncertainties), `replicate`, `run` (its number in all
  draws), every uncertainty and lever by its dotted path, the outcomes (double, null for never or
  nothing to measure), and `error` (null, or why the row failed). Units are in the key-value
  metadata as `unit.<column>`.
- `finished.json`, when nothing is missing: rows, failed rows, and the hash of all rows in order.

The same (point, replicate) has the same run number under every policy, so policies are compared
run by run. Replicates of a point share all parameters that the design gives; they differ in luck,
and in the numbers that the design leaves to be drawn (`rest: drawn`).

Nothing heavy is imported here: the command line must answer `--help` at once.
"""
