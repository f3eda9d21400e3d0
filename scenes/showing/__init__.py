"""The panel at work: its demonstration and its benchmarks."""
