"""From rows to what reports know: products, must-have lists, planograms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from scenes.master_data import (
    MasterData,
    MustHave,
    MustHaveList,
    Options,
    Planned,
    Planogram,
    Product,
)
from scenes.models import (
    Display,
    MustHaveRecord,
    PlanogramRecord,
    Scene,
    ShelfSettings,
    Sku,
    Upload,
)
from scenes.models import Planogram as PlanogramRow
from scenes.realogram import Realogram

UrlOf = Callable[[Upload], str]

_ALTERNATIVES = ("sku_id", *(f"sku{number}_id" for number in range(1, 7)))


def displays_of(scene: Scene) -> list[Display]:
    """The displays of a scene that still exist, in the order in which they were named."""
    rows = Display.objects.in_bulk(scene.displays)
    return [rows[pk] for pk in scene.displays if pk in rows]


def must_have_list_of(displays: Iterable[Display]) -> int | None:
    """The must-have list of the first display that has one."""
    return next((d.musthavelist_id for d in displays if d.musthavelist_id), None)


def planogram_of(displays: Sequence[Display]) -> int | None:
    """The planogram of the first display that has one, said on either side of the pair.

    Two rows that name each other wrongly (display A -> planogram P -> display B) do no harm:
    what the display says counts, and the planogram's side only where the display is silent.
    """
    for display in displays:
        if display.planogram_id:
            return display.planogram_id
        mirrored = PlanogramRow.objects.filter(display=display.pk).order_by("id").first()
        if mirrored is not None:
            return mirrored.pk
    return None


def demanded_skus(scene: Scene) -> frozenset[int]:
    """Every SKU that the must-have list and the planogram of the scene's displays name."""
    displays = displays_of(scene)
    listed = MustHaveRecord.objects.filter(musthavelist=must_have_list_of(displays) or 0)
    named = {sku for row in listed.values_list(*_ALTERNATIVES) for sku in row if sku}
    planned = PlanogramRecord.objects.filter(planogram=planogram_of(displays) or 0)
    return frozenset(named | {sku for sku in planned.values_list("sku_id", flat=True) if sku})


def master_data_of(
    scene: Scene, realogram: Realogram, row: ShelfSettings, *, url_of: UrlOf
) -> MasterData:
    """All that the reports of ``scene`` may need; ``url_of`` makes the URL of an upload."""
    displays = displays_of(scene)
    must_have = _must_have(must_have_list_of(displays))
    planogram = _planogram(planogram_of(displays))
    wanted = {facing.sku for photo in realogram.photos for facing in photo.facings}
    wanted |= {
        o.sku for photo in realogram.photos for facing in photo.facings for o in facing.alternatives
    }
    wanted |= {sku for record in (must_have.records if must_have else ()) for sku in record.skus}
    wanted |= {record.sku for record in (planogram.records if planogram else ())}
    return MasterData(
        products=_products(wanted, url_of),
        has_display=bool(displays),
        must_have=must_have,
        planogram=planogram,
        panorama_uploads=tuple(
            (upload.pk, url_of(upload)) for upload in scene.panoramas.order_by("id")
        ),
        options=_options(row),
    )


def _options(row: ShelfSettings) -> Options:
    colours = tuple(str(colour).lower() for colour in row.promoColours)
    return Options(
        share_denominator=row.shareDenominator,
        promo_colours=colours or Options().promo_colours,
    )


def _products(wanted: Iterable[int], url_of: UrlOf) -> dict[int, Product]:
    """The products with these ids. One that was deleted since keeps its id and has no details."""
    rows = Sku.objects.select_related("brand", "category", "manufacturer", "image")
    found = rows.in_bulk(sorted(wanted))
    return {
        pk: _product(found[pk], url_of) if pk in found else Product(pk, f"SKU {pk}")
        for pk in sorted(wanted)
    }


def _product(sku: Sku, url_of: UrlOf) -> Product:
    return Product(
        id=sku.pk,
        name=sku.name,
        brand=sku.brand.name if sku.brand else "",
        category=sku.category.name if sku.category else "",
        manufacturer=sku.manufacturer.name if sku.manufacturer else "",
        brand_id=sku.brand_id,
        category_id=sku.category_id,
        size_x_mm=sku.size_x_mm,
        size_y_mm=sku.size_y_mm,
        size_z_mm=sku.size_z_mm,
        image_url=url_of(sku.image) if sku.image else "",
        is_placeholder=sku.is_placeholder,
    )


def _must_have(pk: int | None) -> MustHaveList | None:
    if pk is None:
        return None
    rows = MustHaveRecord.objects.filter(musthavelist=pk).order_by("id")
    named = rows.values_list("id", "name", *_ALTERNATIVES)
    return MustHaveList(
        pk,
        tuple(MustHave(id, name or "", tuple(s for s in skus if s)) for id, name, *skus in named),
    )


def _planogram(pk: int | None) -> Planogram | None:
    """Records without a SKU plan nothing; a place that is not said is the first, a number one."""
    if pk is None:
        return None
    rows = PlanogramRecord.objects.filter(planogram=pk).exclude(sku=None).order_by("id")
    return Planogram(pk, tuple(_planned(row) for row in rows))


def _planned(row: PlanogramRecord) -> Planned:
    assert row.sku_id is not None
    return Planned(
        id=row.pk,
        sku=row.sku_id,
        rack_index=row.rack_index or 0,
        shelf_index=row.shelf_index or 0,
        product_index=row.product_index or 0,
        facing_x=1 if row.facing_x is None else row.facing_x,
        facing_y=1 if row.facing_y is None else row.facing_y,
    )
