"""What the edge and the workers ask of the shelf panel. Services never enqueue and know no HTTP."""
