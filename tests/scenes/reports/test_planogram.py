"""PLANOGRAM_COMPLIANCE: the actions found are exactly what was done to the shelves."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.master_data import MasterData, Product
from scenes.realogram import UNKNOWN, Alternative, Realogram, Row
from scenes.reports import MissingMasterData
from scenes.reports.registry import REPORTS
from tests.scenes.reports.building import (
    facing,
    master_of,
    photo,
    plan_of,
    planned_shelves,
    scene_of,
)

A, B, C, FOREIGN = 4101, 4102, 4103, 4999


def compliance(realogram, planogram):
    return REPORTS["PLANOGRAM_COMPLIANCE"](
        realogram, MasterData(has_display=True, planogram=planogram)
    )


def actions_of(answer):
    """Without what merely explains them."""
    return [
        {key: value for key, value in action.items() if key not in ("name", "objects")}
        for action in answer["actions"]
    ]


def target(record):
    return {
        "rack_index": record.rack_index,
        "shelf_index": record.shelf_index,
        "product_index": record.product_index,
    }


def at(place):
    return {"rack_index": place[0], "shelf_index": place[1]}


def shelf_of(*columns, rack=0, shelf=0):
    return scene_of({(rack, shelf): [[sku] if isinstance(sku, int) else sku for sku in columns]})


def statuses(answer):
    return [record["status"] for record in answer["records"]]


# --- the shape ---------------------------------------------------------------------------------


def test_the_answer_names_records_actions_and_what_is_extra():
    plan = plan_of([(0, 1, A, 2, 1), (0, 1, B, 1, 1)])
    answer = REPORTS["PLANOGRAM_COMPLIANCE"](
        shelf_of(A, FOREIGN, B, shelf=1), master_of(A, B, planogram=plan)
    )
    assert answer == {
        "planogram": 44,
        "compliance": 0.666667,
        "faces_planned": 3,
        "faces_correct": 2,
        "faces_unclear": 0,
        "records": [
            {
                "planogram_record_id": 10,
                "sku_id": A,
                "rack_index": 0,
                "shelf_index": 1,
                "product_index": 0,
                "planned_facings": 2,
                "actual_facings": 1,
                "correct_facings": 1,
                "unclear_facings": 0,
                "compliant": False,
                "status": "FACINGS_LOW",
                "name": "Tea 4101",
            },
            {
                "planogram_record_id": 11,
                "sku_id": B,
                "rack_index": 0,
                "shelf_index": 1,
                "product_index": 1,
                "planned_facings": 1,
                "actual_facings": 1,
                "correct_facings": 1,
                "unclear_facings": 0,
                "compliant": True,
                "status": "OK",
                "name": "Tea 4102",
            },
        ],
        "actions": [
            {
                "action": "ADD",
                "sku_id": A,
                "count": 1,
                "rack_index": 0,
                "shelf_index": 1,
                "product_index": 0,
                "name": "Tea 4101",
            },
            {
                "action": "REMOVE",
                "sku_id": FOREIGN,
                "count": 1,
                "rack_index": 0,
                "shelf_index": 1,
                "objects": [2],
                "name": "SKU 4999",
            },
        ],
        "extra": [{"sku_id": FOREIGN, "count": 1, "name": "SKU 4999"}],
    }


def test_a_plan_without_records_has_no_compliance_and_everything_is_extra():
    answer = compliance(shelf_of(A, A), plan_of([]))
    assert (answer["compliance"], answer["faces_planned"], answer["records"]) == (None, 0, [])
    assert answer["extra"] == [{"sku_id": A, "count": 2, "name": "SKU 4101"}]


def test_a_plan_of_more_faces_than_any_shop_has_is_told_and_not_laid_out():
    for facings in ((2**31 - 1, 1), (1, 2**31 - 1), (2**31 - 1, 2**31 - 1)):
        with pytest.raises(MissingMasterData, match="more than 100,000 faces"):
            compliance(scene_of({}), plan_of([(0, 0, 1, *facings)]))


def test_an_empty_scene_lacks_everything():
    plan = plan_of([(0, 0, A, 2, 2), (1, 0, B, 1, 1)])
    answer = compliance(Realogram(()), plan)
    assert (answer["compliance"], statuses(answer)) == (0, ["MISSING", "MISSING"])
    assert [action["count"] for action in answer["actions"]] == [4, 1]


# --- single cases ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "status", "actions"),
    [
        ([A, A, B], ["OK", "OK"], []),
        ([A, B], ["FACINGS_LOW", "OK"], [("ADD", A, 1)]),
        ([B], ["MISSING", "OK"], [("ADD", A, 2)]),
        ([A, A, A, B], ["FACINGS_HIGH", "OK"], [("REMOVE", A, 1)]),
        ([B, A, A], ["OK", "MISPLACED"], [("MOVE", B, 1)]),
        ([A, B, A], ["OK", "MISPLACED"], [("MOVE", B, 1)]),
        ([A, A], ["OK", "MISSING"], [("ADD", B, 1)]),
    ],
)
def test_one_shelf(seen, status, actions):
    answer = compliance(shelf_of(*seen), plan_of([(0, 0, A, 2, 1), (0, 0, B, 1, 1)]))
    assert statuses(answer) == status
    found = [(one["action"], one["sku_id"], one["count"]) for one in answer["actions"]]
    assert found == actions


def test_the_smaller_group_is_moved_when_two_are_swapped():
    plan = plan_of([(0, 0, A, 5, 1), (0, 0, B, 2, 1)])
    answer = compliance(shelf_of(B, B, A, A, A, A, A), plan)
    assert [(one["action"], one["sku_id"], one["count"]) for one in answer["actions"]] == [
        ("MOVE", B, 2)
    ]


def test_a_pile_counts_each_of_its_faces():
    plan = plan_of([(0, 0, A, 2, 2)])
    answer = compliance(shelf_of([A, A], [A]), plan)
    assert (answer["faces_planned"], answer["faces_correct"]) == (4, 3)
    assert actions_of(answer) == [
        {"action": "ADD", "sku_id": A, "count": 1, **target(plan.records[0])}
    ]


def test_a_pile_that_is_too_high_or_mixed_has_faces_to_remove():
    plan = plan_of([(0, 0, A, 2, 2)])
    answer = compliance(shelf_of([A, A, A], [A, FOREIGN]), plan)
    assert (answer["faces_correct"], statuses(answer)) == (3, ["FACINGS_LOW"])
    assert [(one["action"], one["count"]) for one in answer["actions"]] == [
        ("MOVE", 1),
        ("REMOVE", 1),
    ][::-1]


def test_a_missing_face_is_taken_from_the_nearest_wrong_place():
    plan = plan_of([(0, 0, A, 1, 1), (0, 1, B, 1, 1), (0, 2, C, 1, 1)])
    seen = scene_of({(0, 0): [], (0, 1): [[B], [A]], (0, 2): [[C], [A]]})
    answer = compliance(seen, plan)
    assert actions_of(answer) == [
        {"action": "REMOVE", "sku_id": A, "count": 1, **at((0, 2))},
        {
            "action": "MOVE",
            "sku_id": A,
            "count": 1,
            "from": at((0, 1)),
            "to": target(plan.records[0]),
        },
    ]


def test_a_product_that_stands_on_no_shelf_can_still_be_moved_to_its_place():
    plan = plan_of([(0, 0, A, 1, 1), (0, 0, B, 1, 1)])
    answer = compliance(scene_of({(0, 0): [[B]]}, loose=[A]), plan)
    nowhere = {"rack_index": None, "shelf_index": None}
    assert actions_of(answer) == [
        {"action": "MOVE", "sku_id": A, "count": 1, "from": nowhere, "to": target(plan.records[0])}
    ]


def test_duplicates_are_not_counted_again():
    plan = plan_of([(0, 0, A, 1, 1)])
    views = (photo(1, [facing(1, A)]), photo(2, [facing(2, A, duplicate=True)]))
    answer = compliance(Realogram(views, rows=(Row(0, 0, ((1,),)),)), plan)
    assert (answer["compliance"], answer["actions"]) == (1, [])


# --- shelves and racks that do not have the plan's numbers ----------------------------------------

THREE = [(0, 0, A, 2, 1), (0, 1, B, 2, 1), (0, 2, C, 2, 1)]


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_shelf_that_was_not_seen_is_missing_and_the_others_are_right(lost):
    plan = plan_of(THREE)
    rest = [columns for (_, shelf), columns in planned_shelves(plan).items() if shelf != lost]
    answer = compliance(scene_of({(0, i): columns for i, columns in enumerate(rest)}), plan)
    assert actions_of(answer) == [
        {
            "action": "ADD",
            "sku_id": plan.records[lost].sku,
            "count": 2,
            **target(plan.records[lost]),
        }
    ]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_neighbours_shelf_is_extra_and_the_others_are_right(place):
    plan = plan_of(THREE)
    rows = list(planned_shelves(plan).values())
    rows.insert(place, [[FOREIGN]])
    answer = compliance(scene_of({(0, i): columns for i, columns in enumerate(rows)}), plan)
    assert answer["compliance"] == 1
    assert actions_of(answer) == [
        {"action": "REMOVE", "sku_id": FOREIGN, "count": 1, **at((0, place))}
    ]


def test_a_plan_that_numbers_its_shelves_from_one_is_understood():
    plan = plan_of([(1, shelf + 1, sku, x, y) for _, shelf, sku, x, y in THREE])
    seen = scene_of({(0, i): columns for i, columns in enumerate(planned_shelves(plan).values())})
    assert compliance(seen, plan)["compliance"] == 1


def test_several_planned_racks_may_be_seen_as_one():
    plan = plan_of([(0, 0, A, 2, 1), (0, 1, C, 1, 1), (1, 0, B, 2, 1), (1, 1, A, 1, 1)])
    seen = scene_of({(0, 0): [[A], [A], [B], [B]], (0, 1): [[C], [A]]})
    assert compliance(seen, plan)["compliance"] == 1


# --- known operations, exactly found -----------------------------------------------------------


@st.composite
def plans(draw, *, unique):
    """Up to 2 racks of up to 4 shelves; with ``unique`` no SKU is planned twice."""
    records, sku = [], 5000
    for rack in range(draw(st.integers(1, 2))):
        for shelf in range(draw(st.integers(1, 4))):
            for _ in range(draw(st.integers(1, 4))):
                sku += 1
                chosen = sku if unique else draw(st.sampled_from([A, B, C]))
                records.append(
                    (rack, shelf, chosen, draw(st.integers(1, 5)), draw(st.integers(1, 3)))
                )
    return plan_of(records)


class Shelves:
    """Shelves that stand as planned, until something is done to them."""

    def __init__(self, planogram):
        self.columns = planned_shelves(planogram)
        self.done = []

    def mine(self, record):
        """Where the record's columns are; only for plans in which no SKU occurs twice."""
        columns = self.columns[record.rack_index, record.shelf_index]
        return columns, [i for i, pile in enumerate(columns) if record.sku in pile]

    def take(self, record, count):
        """Take ``count`` columns of a record away, from the right; returns them."""
        columns, places = self.mine(record)
        return [columns.pop(i) for i in reversed(places[-count:])]

    def sell(self, record, count, _draw):
        sold = sum(map(len, self.take(record, count)))
        self.done.append({"action": "ADD", "sku_id": record.sku, "count": sold, **target(record)})

    def sell_from_the_top(self, record, count, _draw):
        columns, places = self.mine(record)
        sold = [columns[i].pop() for i in places[:count] if len(columns[i]) > 1]
        if sold:
            action = {"action": "ADD", "sku_id": record.sku, "count": len(sold)}
            self.done.append({**action, **target(record)})

    def overfill(self, record, count, _draw):
        columns, places = self.mine(record)
        columns[places[-1] : places[-1]] = [[record.sku] for _ in range(count)]
        place = at((record.rack_index, record.shelf_index))
        # A single face and a pile may change places, so the count is what matters.
        self.done.append({"action": "REMOVE", "sku_id": record.sku, "count": count, **place})

    def displace(self, record, count, draw):
        here = (record.rack_index, record.shelf_index)
        others = [place for place in self.columns if place != here]
        if not others:
            return
        there = draw(st.sampled_from(others))
        moved = self.take(record, count)
        where = draw(st.integers(0, len(self.columns[there])))
        self.columns[there][where:where] = moved
        action = {"action": "MOVE", "sku_id": record.sku, "count": sum(map(len, moved))}
        self.done.append({**action, "from": at(there), "to": target(record)})

    def intrude(self, sku, count, place, where):
        self.columns[place][where:where] = [[sku]] * count
        self.done.append({"action": "REMOVE", "sku_id": sku, "count": count, **at(place)})


OPERATIONS = [Shelves.sell, Shelves.sell_from_the_top, Shelves.overfill, Shelves.displace]


def key(action):
    return sorted(action.items(), key=str).__repr__()


@settings(max_examples=150, deadline=None)
@given(plans(unique=True), st.data())
def test_the_actions_are_exactly_what_was_done(plan, data):
    shelves = Shelves(plan)
    for record in plan.records:
        if data.draw(st.integers(0, 2)) == 0:
            operation = data.draw(st.sampled_from(OPERATIONS))
            operation(shelves, record, data.draw(st.integers(1, record.facing_x)), data.draw)
    for number in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.sampled_from(sorted(shelves.columns)))
        where = data.draw(st.integers(0, len(shelves.columns[place])))
        shelves.intrude(9000 + number, data.draw(st.integers(1, 3)), place, where)
    answer = compliance(scene_of(shelves.columns), plan)
    assert sorted(actions_of(answer), key=key) == sorted(shelves.done, key=key)


@settings(max_examples=50, deadline=None)
@given(plans(unique=False))
def test_shelves_that_stand_as_planned_need_nothing(plan):
    answer = compliance(scene_of(planned_shelves(plan)), plan)
    assert (answer["compliance"], answer["actions"], answer["extra"]) == (1, [], [])
    assert set(statuses(answer)) == {"OK"}


# --- faces that nobody could name ----------------------------------------------------------------


def unnamed(realogram, *places, maybe=()):
    """``realogram`` with the facings of these ids unnamed; each may be one of ``maybe``, or else
    what it truly is."""
    (seen,) = realogram.photos
    facings = tuple(
        replace(
            f,
            sku=UNKNOWN,
            alternatives=tuple(Alternative(sku, 0.4) for sku in maybe or (f.sku,)),
        )
        if f.id in places
        else f
        for f in seen.facings
    )
    return replace(realogram, photos=(replace(seen, facings=facings),))


def test_an_unnamed_face_that_may_be_what_is_planned_there_stays_and_does_not_count_as_right():
    plan = plan_of([(0, 0, A, 2, 1), (0, 0, B, 2, 1)])
    answer = compliance(unnamed(shelf_of(A, A, B, B), 2, maybe=(A, C)), plan)
    assert (answer["actions"], answer["extra"]) == ([], [])
    assert (answer["faces_correct"], answer["faces_unclear"], answer["compliance"]) == (3, 1, 0.75)
    first = answer["records"][0]
    assert (first["status"], first["compliant"]) == ("UNCLEAR", False)
    assert (first["correct_facings"], first["unclear_facings"], first["actual_facings"]) == (
        1,
        1,
        2,
    )


def test_an_unnamed_face_that_cannot_be_what_is_planned_makes_room_for_it():
    plan = plan_of([(0, 0, A, 2, 1), (0, 0, B, 2, 1)])
    answer = compliance(unnamed(shelf_of(A, A, B, B), 2, maybe=(C,)), plan)
    found = [(one["action"], one["sku_id"], one["count"]) for one in answer["actions"]]
    assert found == [("ADD", A, 1), ("REMOVE", UNKNOWN, 1)]
    assert statuses(answer) == ["FACINGS_LOW", "OK"]


def test_a_placeholder_of_the_brand_is_as_unnamed_as_one_without_a_brand():
    plan, brand = plan_of([(0, 0, A, 2, 1)]), 4200
    seen = unnamed(shelf_of(A, A), 1)
    (shown,) = seen.photos
    facings = tuple(replace(f, sku=brand if f.sku == UNKNOWN else f.sku) for f in shown.facings)
    placeholder = Product(brand, "Some tea", is_placeholder=True)
    answer = REPORTS["PLANOGRAM_COMPLIANCE"](
        replace(seen, photos=(replace(shown, facings=facings),)),
        MasterData({brand: placeholder}, has_display=True, planogram=plan),
    )
    assert (answer["actions"], statuses(answer)) == ([], ["UNCLEAR"])


def test_a_guess_that_is_next_to_impossible_is_none():
    plan = plan_of([(0, 0, A, 1, 1)])
    seen = shelf_of(A)
    (shown,) = seen.photos
    far = replace(shown.facings[0], sku=UNKNOWN, alternatives=(Alternative(A, 0.02),))
    answer = compliance(replace(seen, photos=(replace(shown, facings=(far,)),)), plan)
    assert statuses(answer) == ["MISSING"]


def test_a_named_face_goes_before_one_that_may_be():
    """One face is planned; the unnamed one beside the right one is too much."""
    answer = compliance(unnamed(shelf_of(A, A), 1, maybe=(A,)), plan_of([(0, 0, A, 1, 1)]))
    assert (answer["faces_correct"], answer["faces_unclear"]) == (1, 0)
    assert [(one["action"], one["objects"]) for one in answer["actions"]] == [("REMOVE", [1])]


@settings(max_examples=100, deadline=None)
@given(plans(unique=False), st.data())
def test_unnamed_faces_on_shelves_that_stand_as_planned_move_nothing(plan, data):
    seen = scene_of(planned_shelves(plan))
    (shown,) = seen.photos
    hidden = [f.id for f in shown.facings if data.draw(st.booleans())]
    answer = compliance(unnamed(seen, *hidden), plan)
    assert answer["actions"] == []
    assert answer["faces_correct"] + answer["faces_unclear"] == len(shown.facings)
    assert set(statuses(answer)) <= {"OK", "UNCLEAR"}


@settings(max_examples=100, deadline=None)
@given(plans(unique=False), st.data())
def test_where_only_counts_differ_nothing_is_moved(plan, data):
    """Each SKU has too few faces or too many, in their planned order: they are added or removed."""
    few = {sku: data.draw(st.booleans()) for sku in (A, B, C)}
    shelves = {}
    for record in plan.records:
        place = (record.rack_index, record.shelf_index)
        count = data.draw(
            st.integers(1, record.facing_x)
            if few[record.sku]
            else st.integers(record.facing_x, record.facing_x + 3)
        )
        shelves.setdefault(place, []).extend([[record.sku] * record.facing_y] * count)
    answer = compliance(scene_of(shelves), plan)
    kinds = {(action["action"], few[action["sku_id"]]) for action in answer["actions"]}
    assert kinds <= {("ADD", True), ("REMOVE", False)}


# --- any plan against any shelves --------------------------------------------------------------

columns = st.lists(
    st.lists(st.sampled_from([A, B, C, FOREIGN]), min_size=1, max_size=3), max_size=8
)


def most_that_can_be_right(plan, shelves):
    """By trying every way to pair columns in order: slow, plain, and written differently."""
    total = 0
    for place, wanted in planned_shelves(plan).items():
        seen = shelves.get(place, [])

        @cache
        def best(i, j, wanted=wanted, seen=seen):
            if i == len(wanted) or j == len(seen):
                return 0
            here = min(len(wanted[i]), seen[j].count(wanted[i][0]))
            return max(best(i + 1, j), best(i, j + 1), here + best(i + 1, j + 1))

        total += best(0, 0)
    return total


@settings(max_examples=100, deadline=None)
@given(plans(unique=False), st.data())
def test_the_actions_lead_from_any_shelves_to_the_plan_and_touch_as_little_as_can_be(plan, data):
    shelves = {place: data.draw(columns) for place in planned_shelves(plan)}
    seen = scene_of(shelves)
    answer = compliance(seen, plan)
    assert answer["faces_correct"] == most_that_can_be_right(plan, shelves)
    planned, there = Counter(), Counter()
    for record in plan.records:
        planned[record.sku] += record.facing_x * record.facing_y
    for piles in shelves.values():
        there.update(sku for pile in piles for sku in pile)
    for sku in planned | there:
        done = Counter()
        for action in answer["actions"]:
            if action["sku_id"] == sku:
                done[action["action"]] += action["count"]
        correct = sum(r["correct_facings"] for r in answer["records"] if r["sku_id"] == sku)
        # What is planned is there, was added, or was moved; what was there stays, moves or goes.
        assert planned[sku] == correct + done["ADD"] + done["MOVE"]
        assert there[sku] == correct + done["REMOVE"] + done["MOVE"]
        assert not (done["ADD"] and done["REMOVE"])


@settings(max_examples=100, deadline=None)
@given(plans(unique=False), st.data())
def test_actions_and_records_agree(plan, data):
    shelves = {place: data.draw(columns) for place in planned_shelves(plan)}
    answer = compliance(scene_of(shelves), plan)
    added = Counter()
    for action in answer["actions"]:
        if action["action"] != "REMOVE":
            to = action.get("to", action)
            added[to["product_index"]] += action["count"]
        assert len(action.get("objects", [])) == (
            0 if action["action"] == "ADD" else action["count"]
        )
    touched = [one for action in answer["actions"] for one in action.get("objects", [])]
    assert len(touched) == len(set(touched))
    for record in answer["records"]:
        lacking = record["planned_facings"] - record["correct_facings"]
        assert added[record["product_index"]] == lacking
        assert record["compliant"] == (record["status"] == "OK")
    removed = Counter()
    for action in answer["actions"]:
        if action["action"] == "REMOVE":
            removed[action["sku_id"]] += action["count"]
    assert {one["sku_id"]: one["count"] for one in answer["extra"]} == removed
