"""How things are declared: durations, comparisons, units. No policy and no data."""
