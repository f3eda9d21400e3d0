"""Drawing the sample photos: labels, plates, surfaces, and the camera's faults. Pure."""
