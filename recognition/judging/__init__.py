"""From sightings to a verdict with its evidence. Pure."""
