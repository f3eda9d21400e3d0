"""Drawing plausible photos: surfaces that things lie on, and the camera's faults. Pure."""
