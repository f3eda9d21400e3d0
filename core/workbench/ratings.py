"""Low ratings of all panels, as far as nobody has labelled them yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from core.workbench.models import Example
from core.workbench.offers import Offer, Rated


@dataclass(frozen=True, slots=True)
class Low:
    """One rating. ``place`` is its photo's address without the query, which may be secret."""

    kind: str
    title: Any
    rated: Rated
    place: str


def low_ratings(kinds: Mapping[str, Offer]) -> list[Low]:
    """Latest first; those whose photo is in its set already are left out."""
    found = []
    for kind, offer in kinds.items():
        rated = offer.bench.low_ratings()
        done = set(
            Example.objects.filter(kind=kind).exclude(source="").values_list("source", flat=True)
        )
        for one in rated:
            if one.reference not in done:
                place = urlsplit(one.url)._replace(query="", fragment="").geturl()
                found.append(Low(kind, offer.bench.title, one, place))
    return sorted(found, key=lambda low: low.rated.rated_at, reverse=True)
