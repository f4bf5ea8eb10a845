"""Files that ask of scenarios: claims, checks, lessons, sweeps, and the tests they put."""
