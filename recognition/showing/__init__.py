"""Showing what the panel can do: sample photos, demo, benchmarks."""
