"""FACING_COUNT, REALOGRAM, SHARE_OF_SPACE, MHL_COMPLIANCE: alone, and that they agree."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.geometry import Point
from scenes.master_data import MasterData, MustHave, MustHaveList, Options, Product
from scenes.realogram import UNKNOWN, Alternative, Gap, Realogram, ShelfLine
from scenes.realogram_json import scene_from_json, scene_json
from scenes.reports import MissingMasterData
from scenes.reports.registry import ALIASES, NEEDS_DISPLAY, REPORTS, plain_name
from tests.scenes.reports.building import box, facing, master_of, photo, realograms, skus

COUNT, SPACE, WHERE = (REPORTS[name] for name in ("FACING_COUNT", "SHARE_OF_SPACE", "REALOGRAM"))
MUST_HAVE = REPORTS["MHL_COMPLIANCE"]


def test_each_sku_is_counted_once_for_each_facing_that_is_no_duplicate():
    first = photo(1, [facing(1, 4101), facing(2, 4101), facing(3, 4102)])
    second = photo(2, [facing(4, 4102, duplicate=True, track=3), facing(5, 4102)])
    counted = COUNT(Realogram((first, second)), master_of(4101, 4102))
    assert [(one["sku_id"], one["count"], one["share"]) for one in counted] == [
        (4101, 2, 0.5),
        (4102, 2, 0.5),
    ]


def test_an_empty_scene_has_empty_reports():
    nothing = Realogram((photo(1, []),))
    assert COUNT(nothing, MasterData()) == SPACE(nothing, MasterData()) == []
    assert WHERE(nothing, MasterData()) == [
        {"image": 1, "annotations": [], "shelf_annotations": [], "gaps": []}
    ]


def test_an_annotation_is_whole_pixels_around_a_centre():
    seen = replace(
        facing(7, 4101, quad=box(592.2, 339.6, 95.9, 170.8), shelf=2, track=5),
        alternatives=(Alternative(4102, 0.06),),
    )
    shelf = ShelfLine(Point(-3.4, 780.2), Point(2990.0, 770.6))
    one = photo(900001, [seen], shelves=(shelf,), gaps=(Gap(box(100, 200), 2),))
    (answer,) = WHERE(Realogram((one,)), master_of(4101, 4102))
    (annotation,) = answer["annotations"]
    assert annotation == {
        "sku_id": 4101,
        "name": "Tea 4101",
        "x": 640,
        "y": 425,
        "w": 96,
        "h": 171,
        "duplicate": False,
        "score": 0.9,
        "candidates": [{"sku_id": 4102, "name": "Tea 4102", "score": 0.06}],
        "track_id": 5,
        "object_id": 7,
        "shelf": 2,
        "named_by": "matching",
    }
    assert answer["shelf_annotations"] == [{"x1": -3, "y1": 780, "x2": 2990, "y2": 771}]
    assert answer["gaps"] == [{"x": 130, "y": 260, "w": 60, "h": 120, "shelf": 2}]


def test_a_product_that_is_in_no_catalogue_any_more_still_has_a_name():
    seen = Realogram((photo(1, [facing(1, 4999), facing(2, UNKNOWN)]),))
    assert {one["name"] for one in COUNT(seen, MasterData())} == {"SKU 4999", "Unknown product"}


@given(realograms())
def test_facing_count_is_the_tally_of_the_realogram(realogram):
    tally = Counter(
        annotation["sku_id"]
        for one in WHERE(realogram, MasterData())
        for annotation in one["annotations"]
        if not annotation["duplicate"]
    )
    assert {one["sku_id"]: one["count"] for one in COUNT(realogram, MasterData())} == tally


@given(realograms())
def test_shares_add_up_to_one(realogram):
    shares = SPACE(realogram, master_of(4101, 4102, 4103))
    if shares:
        for kind in ("share_of_count", "share_of_space"):
            assert sum(one[kind] for one in shares) == pytest.approx(1, abs=1e-5)
    counts = {one["sku_id"]: one["count"] for one in COUNT(realogram, MasterData())}
    assert {one["sku_id"]: one["facings"] for one in shares} == counts


@given(realograms())
def test_every_photo_of_the_scene_is_in_the_realogram_once_and_in_order(realogram):
    images = [one["image"] for one in WHERE(realogram, MasterData())]
    assert images == [one.image for one in realogram.photos]


@given(realograms())
def test_every_number_of_an_annotation_is_an_integer(realogram):
    for one in WHERE(realogram, MasterData()):
        for annotation in one["annotations"]:
            assert {type(annotation[key]) for key in "xywh"} == {int}


@given(realograms())
def test_a_report_made_again_from_what_was_kept_is_the_same(realogram):
    kept = scene_from_json(scene_json(realogram))
    master = master_of(4101, 4102, must_have=MustHaveList(1, (MustHave(1, "", (4101,)),)))
    for name in ("FACING_COUNT", "SHARE_OF_SPACE", "REALOGRAM", "PRICE_TAGS", "MHL_COMPLIANCE"):
        once = REPORTS[name](kept, master)
        assert REPORTS[name](scene_from_json(scene_json(kept)), master) == once


@given(realograms(), st.floats(0.2, 5.0))
def test_a_photo_taken_from_nearer_by_changes_no_share_of_space(realogram, nearer):
    """Photos that show no common SKU cannot be compared, so each shows 4101, of known width."""
    known = MasterData(products={4101: Product(4101, "Tea", size_x_mm=60.0)})
    photos = [_with_a_known_one(one, 1000 + index) for index, one in enumerate(realogram.photos)]
    if photos:
        scaled = [_nearer(photos[0], nearer), *photos[1:]]
        plain, near = SPACE(Realogram(tuple(photos)), known), SPACE(Realogram(tuple(scaled)), known)
        for entry, other in zip(plain, near, strict=True):
            assert other["share_of_space"] == pytest.approx(entry["share_of_space"], abs=2e-5)
            assert other["width_cm"] == pytest.approx(entry["width_cm"], abs=0.11)


def _with_a_known_one(one, number):
    # Whole on the photo and wide, so that no width is rounded up to a pixel.
    others = tuple(replace(f, quad=box(200, 200, f.quad[1].x - f.quad[0].x)) for f in one.facings)
    return replace(one, facings=(*others, facing(number, 4101)))


def _nearer(one, factor):
    def enlarged(seen):
        return tuple(Point(p.x * factor, p.y * factor) for p in seen.quad)

    facings = tuple(replace(seen, quad=enlarged(seen)) for seen in one.facings)
    size = {"width": round(one.width * factor) + 9000, "height": round(one.height * factor)}
    return replace(one, facings=facings, **size)


def test_widths_are_in_centimetres_where_the_catalogue_knows_one():
    first = photo(1, [facing(1, 4101), facing(2, 4102, quad=box(300, 0, 30))])
    second = photo(2, [facing(3, 4102, quad=box(0, 0, 90))])
    known = MasterData(products={4101: Product(4101, "Tea", size_x_mm=120.0)})
    entries = SPACE(Realogram((first, second)), known)
    # The second photo shows the SKU that the first one measured: 30 px at 0.5 px/mm.
    assert {one["sku_id"]: one["width_cm"] for one in entries} == {4101: 12.0, 4102: 12.0}
    assert {one["share_of_space"] for one in entries} == {0.5}


def test_without_any_known_width_there_are_shares_but_no_centimetres():
    entries = SPACE(Realogram((photo(1, [facing(1, 4101), facing(2, 4102)]),)), MasterData())
    assert [(one["share_of_space"], one["width_cm"]) for one in entries] == [(0.5, None)] * 2


def test_brands_and_categories_have_shares_of_their_own():
    seen = Realogram(
        (photo(1, [facing(1, 4101), facing(2, 4103), facing(3, 4102), facing(4, 4102)]),)
    )
    entries = {one["sku_id"]: one for one in SPACE(seen, master_of(4101, 4102, 4103))}
    assert entries[4101]["brand_share_of_space"] == entries[4103]["brand_share_of_count"] == 0.5
    assert entries[4101]["category_share_of_count"] == 0.25


def test_the_whole_may_be_the_width_of_the_photos():
    master = MasterData(options=Options(share_denominator="photos"))
    seen = Realogram((photo(1, [facing(1, 4101, shelf=0), facing(2, 4101, shelf=1)]),))
    (entry,) = SPACE(seen, master)
    assert entry["share_of_space"] == pytest.approx(2 * 60 / (2 * 3000))


def demands(*records):
    return MustHaveList(27, tuple(MustHave(301 + i, "", skus) for i, skus in enumerate(records)))


def test_any_of_its_skus_fulfils_a_demand():
    seen = Realogram((photo(1, [facing(1, 4102), facing(2, 4102)]),))
    master = master_of(4101, 4102, 4103, must_have=demands((4101, 4102), (4103,)))
    answer = MUST_HAVE(seen, master)
    assert (answer["musthavelist"], answer["compliance"]) == (27, 0.5)
    assert answer["records"] == [
        {
            "mhl_record_id": 301,
            "compliant": True,
            "name": "Tea 4101",
            "sku": 4101,
            "found_sku": 4102,
            "count": 2,
        },
        {
            "mhl_record_id": 302,
            "compliant": False,
            "name": "Tea 4103",
            "sku": 4103,
            "found_sku": None,
            "count": 0,
        },
    ]


def test_a_duplicate_alone_fulfils_nothing():
    seen = Realogram((photo(1, []), photo(2, [facing(1, 4101, duplicate=True)])))
    assert MUST_HAVE(seen, master_of(4101, must_have=demands((4101,))))["compliance"] == 0


def test_a_list_without_records_has_no_compliance():
    answer = MUST_HAVE(Realogram(()), master_of(must_have=demands()))
    assert (answer["records"], answer["compliance"]) == ([], None)


def test_a_record_without_skus_is_never_fulfilled():
    (record,) = MUST_HAVE(Realogram(()), master_of(must_have=demands(())))["records"]
    assert (record["compliant"], record["sku"]) == (False, None)


@given(realograms(), st.lists(st.lists(skus, max_size=3), max_size=5))
def test_must_have_is_judged_by_what_facing_count_counts(realogram, wanted):
    present = {one["sku_id"] for one in COUNT(realogram, MasterData())}
    answer = MUST_HAVE(realogram, master_of(must_have=demands(*map(tuple, wanted))))
    assert [one["compliant"] for one in answer["records"]] == [
        bool(present & set(one)) for one in wanted
    ]


@pytest.mark.parametrize("name", sorted(NEEDS_DISPLAY))
def test_a_report_that_needs_master_data_says_what_is_missing(name):
    with pytest.raises(MissingMasterData, match="has no display"):
        REPORTS[name](Realogram(()), MasterData())
    with pytest.raises(MissingMasterData, match=r"display has no (must-have list|planogram)\."):
        REPORTS[name](Realogram(()), MasterData(has_display=True))


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("FACING_COUNT", "FACING_COUNT"),
        ("FACING_COUNT_1_5", "FACING_COUNT"),
        ("REALOGRAM_1_5", "REALOGRAM"),
        ("SHARE_OF_SPAC", "SHARE_OF_SPACE"),
        ("SHARE_OF_SPAC_1_5", "SHARE_OF_SPACE"),
        ("MUST_HAVE_SKU", "MHL_COMPLIANCE"),
        (" panorama ", "PANORAMA"),
        ("HEAT_MAP", None),
        ("", None),
        ("_1_5", None),
    ],
)
def test_a_report_is_known_by_its_name_and_its_aliases(asked, plain):
    assert plain_name(asked) == plain


def test_every_alias_leads_to_a_report():
    assert set(ALIASES.values()) <= set(REPORTS)
    assert set(REPORTS) > NEEDS_DISPLAY
