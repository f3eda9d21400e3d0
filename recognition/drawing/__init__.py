"""Drawing the sample photos: labels, plates and the photos of them. Pure."""
