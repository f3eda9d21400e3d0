"""Which reports there are, and by what other names callers ask for them."""

from __future__ import annotations

from collections.abc import Mapping

from scenes.reports import Report
from scenes.reports.facing_count import facing_count
from scenes.reports.mhl_compliance import mhl_compliance
from scenes.reports.panorama import panorama
from scenes.reports.planogram_compliance import planogram_compliance
from scenes.reports.price_tags import price_tags
from scenes.reports.realogram import realogram_report
from scenes.reports.share_of_space import share_of_space

REPORTS: Mapping[str, Report] = {
    "FACING_COUNT": facing_count,
    "SHARE_OF_SPACE": share_of_space,
    "REALOGRAM": realogram_report,
    "PRICE_TAGS": price_tags,
    "MHL_COMPLIANCE": mhl_compliance,
    "PLANOGRAM_COMPLIANCE": planogram_compliance,
    "PANORAMA": panorama,
}

NEEDS_DISPLAY = frozenset({"MHL_COMPLIANCE", "PLANOGRAM_COMPLIANCE"})

ALIASES: Mapping[str, str] = {
    "SHARE_OF_SPAC": "SHARE_OF_SPACE",  # the public Go client's constant lacks the last letter
    "MUST_HAVE_SKU": "MHL_COMPLIANCE",
}

VERSION_SUFFIX = "_1_5"


def plain_name(asked: str) -> str | None:
    """The key of ``REPORTS`` that a caller means by ``asked``, or None if there is none.

    Sources: reference of the v1.5 API, section 3 (``X_1_5``, ``SHARE_OF_SPAC``, ``MUST_HAVE_SKU``).
    """
    plain = asked.strip().upper().removesuffix(VERSION_SUFFIX)
    plain = ALIASES.get(plain, plain)
    return plain if plain in REPORTS else None
