"""What labels of meters say, and when a reading is what they say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product


def accepted_readings(row: Mapping[str, str]) -> list[str]:
    """All right readings of a row, the truth first."""
    if "truth_integer" in row and "truth_tenth" in row:
        readings = [f"{row['truth_integer']}.{row['truth_tenth']}", *_accepted_tenths(row)]
    else:
        readings = [row["truth"], *row["accept"].split(";")]
    return list(dict.fromkeys(reading for reading in readings if reading))


def comparable(value: str, truth: str) -> str:
    """``value`` without the leading zeros that ``truth`` does not have."""
    if len(truth.split(".")[0]) > 1 and truth.startswith("0"):
        return value
    whole, point, tenths = value.partition(".")
    return (whole.lstrip("0") or "0") + point + tenths if value else ""


def _accepted_tenths(row: Mapping[str, str]) -> list[str]:
    wholes, tenths = row["accept_integer"].split(";"), row["accept_tenth"].split(";")
    # As many of one as of the other belong together: 830.9 and 831.0 but not 830.0.
    pairs = zip(wholes, tenths, strict=True) if len(wholes) == len(tenths) else None
    return [f"{whole}.{tenth}" for whole, tenth in pairs or product(wholes, tenths)]
