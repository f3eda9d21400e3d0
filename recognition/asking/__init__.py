"""Asking a vision model, and believing what can be believed."""
