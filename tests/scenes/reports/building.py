"""Scenes and plans in a few letters, and the draws of hypothesis."""

from hypothesis import strategies as st

from core.geometry import quad_of
from scenes.master_data import MasterData, Planned, Planogram, Product
from scenes.realogram import Facing, Realogram, Row, SeenPhoto

WIDTH, HEIGHT = 60, 120


def box(left, top, width=WIDTH, height=HEIGHT):
    right, bottom = left + width, top + height
    return quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])


def facing(number, sku, **more):
    column = number % 40
    place = box(20 + 70 * column, 100 + 150 * (number // 40))
    return Facing(
        **{"id": number, "sku": sku, "quad": place, "score": 0.9, "track": number, **more}
    )


def photo(image, facings, **more):
    return SeenPhoto(
        **{"image": image, "width": 3000, "height": 2000, "facings": tuple(facings), **more}
    )


def scene_of(shelves, *, loose=()):
    """A realogram of one photo: ``shelves`` maps (rack, shelf) to columns, each a pile of SKUs."""
    facings, rows = [], []
    for (rack, shelf), columns in sorted(shelves.items()):
        piles = []
        for pile in columns:
            standing = [
                facing(len(facings) + 1 + i, sku, shelf=shelf) for i, sku in enumerate(pile)
            ]
            facings += standing
            piles.append(tuple(one.id for one in standing))
        rows.append(Row(rack, shelf, tuple(piles)))
    facings += [facing(len(facings) + 1 + i, sku) for i, sku in enumerate(loose)]
    return Realogram(photos=(photo(900001, facings),), rows=tuple(rows))


def plan_of(records):
    """``records``: (rack, shelf, sku, facing_x, facing_y), from left to right on each shelf."""
    return Planogram(
        44,
        tuple(
            Planned(10 + i, sku, rack, shelf, i, facing_x, facing_y)
            for i, (rack, shelf, sku, facing_x, facing_y) in enumerate(records)
        ),
    )


def planned_shelves(planogram):
    """The plan as it should stand: what :func:`scene_of` takes."""
    shelves = {}
    for record in planogram.records:
        columns = shelves.setdefault((record.rack_index, record.shelf_index), [])
        columns += [[record.sku] * record.facing_y for _ in range(record.facing_x)]
    return shelves


def master_of(*skus, **more):
    products = {sku: Product(sku, f"Tea {sku}", brand=f"Brand {sku % 2}") for sku in skus}
    return MasterData(**{"products": products, "has_display": True, **more})


skus = st.integers(4101, 4106)


@st.composite
def realograms(draw):
    """Up to four photos of the same shelves; duplicates only ever across different photos."""
    photos, number = [], 0
    for index in range(draw(st.integers(0, 4))):
        seen = []
        for sku in draw(st.lists(skus, max_size=12)):
            number += 1
            duplicate = index > 0 and draw(st.booleans())
            score = draw(st.floats(0.5, 1.0))
            left = draw(st.floats(-50, 2900))
            place = box(left, draw(st.floats(0, 1800)), draw(st.floats(10, 200)))
            shelf = draw(st.integers(-1, 3))
            seen.append(Facing(number, sku, place, score, (), shelf, duplicate, number))
        photos.append(photo(900001 + index, seen))
    return Realogram(tuple(photos))
