"""What is drawn over a photo, reports as tables, and planograms from scenes: without a page."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import new_id
from scenes.master_data import MasterData
from scenes.models import Scene, Sku, Visit
from scenes.operating.plan_drawing import shelves_of
from scenes.operating.report_tables import tables_of
from scenes.operating.shown_photos import Products, layers_of, marks_of, skus_of, tags_of
from scenes.overlays import tint
from scenes.realogram import Alternative, Gap, PriceTag
from scenes.realogram_json import scene_json
from scenes.reports.registry import REPORTS
from scenes.services.planogram_making import _records, planogram_from
from tests.scenes.reports.building import box, facing, master_of, photo, plan_of, scene_of

NAMES = {4101: "Tea", 4102: "Soap", 4999: "Unknown product"}


def test_facings_are_grouped_by_sku_and_duplicates_are_told_apart():
    seen = photo(
        1,
        [
            facing(1, 4101, score=0.9, alternatives=(Alternative(4102, 0.05),)),
            facing(2, 4101, score=0.7, duplicate=True),
            facing(3, 4999, score=0.4),
            facing(4, 4105, score=0.3),
        ],
        gaps=(Gap(box(5, 5), 0),),
        tags=(PriceTag(9, box(0, 0), 9.5, currency="€"), PriceTag(10, box(0, 0), None, promo=True)),
    )
    products = Products(NAMES, frozenset({4999}))
    rows = [
        (one.name, one.count, one.duplicates, one.tone) for one in skus_of([seen, seen], products)
    ]
    assert rows == [
        ("SKU 4105", 2, 0, "danger"),
        ("Tea", 2, 2, "success"),
        ("Unknown product", 2, 0, "info"),
    ]
    marks = marks_of(seen, 1, products)
    tea, twice, unknown, _ = (mark for mark in marks if mark.row.startswith("sku-"))
    assert (tea.name, tea.detail) == ("Tea", "score 0.90\nor Soap (0.05)")
    assert (tea.colour, tea.layer, tea.is_dashed) == (tint(4101), "product", False)
    assert (twice.row, twice.layer, twice.is_dashed) == (tea.row, "twice", True)
    assert (unknown.colour, unknown.layer) == ("", "unknown")
    assert [(tag.text, tag.is_promo) for tag in tags_of([seen])] == [
        ("9.50 €", False),
        ("not readable", True),
    ]
    gap = next(mark for mark in marks if mark.layer == "gap")
    assert gap.points == ("5,5 65,5 65,125 5,125",)


def test_the_legend_names_what_is_there_and_counts_it():
    seen = photo(1, [facing(1, 4101), facing(2, 4101, duplicate=True)], gaps=(Gap(box(5, 5), 0),))
    layers = layers_of(marks_of(seen, 1, Products(NAMES, frozenset())))
    assert [(layer.key, layer.count) for layer in layers] == [
        ("product", 1),
        ("twice", 1),
        ("gap", 1),
    ]


def test_every_type_of_report_is_a_table():
    seen = scene_of({(0, 0): [[4101], [4999]], (0, 1): [[4102]]})
    plan = plan_of([(0, 0, 4101, 2, 1), (0, 0, 4102, 1, 1)])
    master = master_of(4101, 4102, 4999, planogram=plan)
    for name in ("FACING_COUNT", "SHARE_OF_SPACE", "REALOGRAM", "PRICE_TAGS", "PANORAMA"):
        (table,) = tables_of(name, REPORTS[name](seen, master))
        assert all(len(cells) == len(table.columns) for cells in table.rows)
    records, todo = tables_of("PLANOGRAM_COMPLIANCE", REPORTS["PLANOGRAM_COMPLIANCE"](seen, master))
    assert ("compliance", "33.3%") in records.facts
    assert todo.rows == (
        ("Add", "1", "Tea 4101", "", "rack 1, shelf 1, product 1"),
        ("Remove", "1", "Tea 4999", "rack 1, shelf 1", ""),
        ("Move", "1", "Tea 4102", "rack 1, shelf 2", "rack 1, shelf 1, product 2"),
    )


TITLES = ("SKU id", "name", "count", "share")


def test_columns_of_reports_are_told_in_thai():
    seen, master = scene_of({(0, 0): [[4101]]}), master_of(4101)
    with translation.override("th"):
        for name in ("FACING_COUNT", "SHARE_OF_SPACE", "REALOGRAM", "PRICE_TAGS", "PANORAMA"):
            (table,) = tables_of(name, REPORTS[name](seen, master))
            assert not [title for title in table.columns if title.isascii()], name
    assert tables_of("FACING_COUNT", REPORTS["FACING_COUNT"](seen, master))[0].columns == TITLES


def test_a_plan_stands_beside_the_shelves_with_what_must_be_done():
    seen = scene_of({(0, 0): [[4101], [4999]], (0, 1): [[4102]]})
    plan = plan_of([(0, 0, 4101, 2, 1), (0, 0, 4102, 1, 1)])
    master = master_of(4101, 4102, 4999, planogram=plan)
    report = REPORTS["PLANOGRAM_COMPLIANCE"](seen, master)
    first, second = shelves_of(report, seen, Products(NAMES, frozenset({4999})))
    planned = [(cell.faces, cell.tone, cell.todo) for cell in first.planned]
    assert planned == [
        ("1 of 2", "warning", ("add 1",)),
        ("0 of 1", "warning", ("move 1 here from rack 1, shelf 2",)),
    ]
    assert [tile.is_there for tile in first.planned[0].tiles] == [True, False]
    found = [(cell.name, cell.tone, cell.todo) for cell in first.found]
    assert found == [("Tea", "success", ()), ("Unknown product", "danger", ("remove",))]
    assert second.planned == []
    assert second.found[0].todo == ("move to rack 1, shelf 1, product 2",)


def test_an_action_on_no_shelf_says_so():
    where = {"rack_index": None, "shelf_index": None}
    action = {"action": "REMOVE", "sku_id": 1, "count": 1, "name": "Tea", **where}
    content = {"compliance": 1, "records": [], "actions": [action]}
    assert tables_of("PLANOGRAM_COMPLIANCE", content)[1].rows[0][3] == "on no shelf"


piles = st.tuples(st.sampled_from([4101, 4102, 4103]), st.integers(1, 3))
shelves = st.dictionaries(
    st.tuples(st.integers(0, 1), st.integers(0, 3)), st.lists(piles, min_size=1, max_size=8)
)


@settings(max_examples=60, deadline=None)
@given(shelves)
def test_a_scene_fulfils_the_planogram_that_is_made_from_it(drawn):
    seen = scene_of({place: [[sku] * high for sku, high in row] for place, row in drawn.items()})
    records = list(_records(seen, frozenset({4101, 4102, 4103})))
    plan = plan_of(
        [(r.rack_index, r.shelf_index, r.sku_id, r.facing_x, r.facing_y) for r in records]
    )
    answer = REPORTS["PLANOGRAM_COMPLIANCE"](seen, MasterData(has_display=True, planogram=plan))
    assert answer["actions"] == []
    assert answer["compliance"] == (1 if drawn else None)
    assert [r.product_index for r in records] == list(range(len(records)))


@pytest.mark.django_db
def test_a_product_that_left_the_catalogue_is_in_no_planogram():
    Sku.objects.create(pk=4101, name="Tea")
    seen = scene_of({(0, 0): [[4101], [4105]]})
    scene = Scene.objects.create(
        visit=Visit.objects.create(), timeline_id=new_id(), realogram=scene_json(seen)
    )
    assert [record.sku_id for record in planogram_from(scene).records.all()] == [4101]
