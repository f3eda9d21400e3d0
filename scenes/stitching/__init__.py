"""Overlapping photos of one shelf: how they lie on each other, and one picture of them. Pure."""

from scenes.stitching.composing import compose

__all__ = ["compose"]
