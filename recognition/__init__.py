"""The serial-number panel: photo in, serial number with its evidence out."""
