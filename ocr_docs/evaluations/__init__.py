"""Measuring documents on labelled folders, read the way the service reads them."""
