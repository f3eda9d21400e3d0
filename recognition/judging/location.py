"""Where on the photo, in words. Pure."""

from __future__ import annotations

from core.geometry import Quad

_ROWS = ("upper", "", "lower")
_COLUMNS = ("left", "", "right")


def region(quad: Quad, width: int, height: int) -> str:
    """The ninth of the photo in which the middle of ``quad`` lies: "lower left", "centre"."""
    x = sum(point.x for point in quad) / 4 / max(width, 1)
    y = sum(point.y for point in quad) / 4 / max(height, 1)
    row, column = _ROWS[_third(y)], _COLUMNS[_third(x)]
    if row and column:
        return f"{row} {column} of the photo"
    if row:
        return f"{row} middle of the photo"
    return f"{column} side of the photo" if column else "centre of the photo"


def sentence(*, barcode: bool, label: str, place: str) -> str:
    """One sentence of at most 120 characters that says how and where the value was found."""
    how = "Decoded from a barcode" if barcode else "Read"
    beside = f" beside '{label[:30]}'" if label else ""
    return f"{how}{beside}, {place}."[:120] if place else f"{how}{beside}."[:120]


def _third(share: float) -> int:
    return min(max(int(share * 3), 0), 2)
