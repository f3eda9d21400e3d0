"""Colours of the form. Pure. Source: WCAG 2.2, relative luminance and contrast ratio."""

from __future__ import annotations

READABLE = 4.5
READABLE_LARGE = 3.0
"""Contrast that level AA asks for: text, and large or bold text (from 18.66 px bold)."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (``#rrggbb``), 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str) -> str:
    """White for large letters on ``colour``, or black where white could not be read."""
    return "#ffffff" if contrast("#ffffff", colour) >= READABLE_LARGE else "#000000"


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
