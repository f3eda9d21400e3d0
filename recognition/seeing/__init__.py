"""From pixels to sightings: where to look, how closely, and what stands there."""
