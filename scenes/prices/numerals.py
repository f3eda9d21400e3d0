"""Numbers as shops write them: groups, points, commas, and dashes for no cents. Pure."""

from __future__ import annotations

import re

from scenes.prices.currencies import THOUSANDTHS

_LONGEST_BARE = 5
"""A whole number with more digits and nothing to say that it is money is a code."""

NUMBER = re.compile(
    r"""(?<![\d.,])(?:
        (?P<grouped>\d{1,3}(?:[ .,'’]\d{3})+)(?:(?P<gpoint>[.,])(?P<gcents>\d{1,2}|-{1,2}|—))?
      | (?P<whole>\d+)(?:(?P<point>[.,·:]|\s?[.,]\s?)(?P<cents>\d{1,3}|-{1,2}|—|–))?
    )(?!\d)""",
    re.X,
)
"""A number and what may end it; the groups are those that :func:`value_of` reads."""


def value_of(match: re.Match[str], currency: str) -> tuple[float | None, int]:
    """The number and how many decimals it is written with."""
    if match["grouped"]:
        whole, cents = re.sub(r"\D", "", match["grouped"]), match["gcents"]
        single = re.fullmatch(r"\d{1,3}[.,]\d{3}", match["grouped"])
        if single and cents is None and currency in THOUSANDTHS:
            return float(match["grouped"].replace(",", ".")), 3
    else:
        whole, cents = match["whole"], match["cents"]
    if cents is None or not cents.isdigit():
        return float(whole), 0
    return float(f"{whole}.{cents}"), len(cents)


def is_sensible(match: re.Match[str], value: float, decimals: int, currency: str) -> bool:
    """May it be an amount? Codes, leading zeros and thousandths are none."""
    digits = re.sub(r"\D", "", match.group())
    if not 0 < value < 1e8 or (match["whole"] and decimals == 3 and currency not in THOUSANDTHS):
        return False
    if match["whole"] and match["whole"][0] == "0" and not (decimals and match["whole"] == "0"):
        return False
    if match["grouped"] and re.search(r"[ ]", match["grouped"]) and not currency:
        return len(digits) <= 7
    bare = match.group().isdigit() and not currency
    return not (bare and len(digits) > _LONGEST_BARE) and len(digits) <= 9


def is_dashed(match: re.Match[str]) -> bool:
    """Does a dash stand for no cents?"""
    return not (match["cents"] or match["gcents"] or "0").isdigit()
