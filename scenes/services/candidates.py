"""Which SKUs may be on the photos of a scene."""

from __future__ import annotations

from scenes.models import Scene, Sku
from scenes.services.master_data import demanded_skus


def candidates_of(scene: Scene) -> frozenset[int] | None:
    """The SKUs that photos of ``scene`` are compared with; None for all of them.

    Country and retail chain leave out what is sold elsewhere only. What the display's
    planogram and must-have list name is always a candidate: whoever demands it expects
    it. They never leave anything out, because what stands on a shelf without being
    planned (a competitor's product, say) is just what a report has to tell. Where the
    catalogue has nothing for the country or the chain, nothing is left out.
    """
    country, chain = scene.country_code, scene.retail_chain.strip().casefold()
    if not country and not chain:
        return None
    rows = Sku.objects.filter(is_placeholder=False)
    sold = frozenset(
        pk
        for pk, countries, chains in rows.values_list("id", "countries", "retail_chains")
        if _fits(country.casefold(), countries) and _fits(chain, chains)
    )
    return sold | demanded_skus(scene) if sold else None


def _fits(asked: str, places: object) -> bool:
    """True where nothing is asked, nothing is said, or what is asked is among what is said."""
    if not asked or not isinstance(places, list) or not places:
        return True
    return asked in {str(place).strip().casefold() for place in places}
