"""Drawn shelves that depart from their plan in known ways: the actions are exactly those."""

import pytest

from scenes.drawing.planograms import departed, planogram_of
from scenes.drawing.plans import Wishes, random_plan
from scenes.drawing.standing import standing
from scenes.master_data import MasterData, Planned, Planogram
from scenes.reports.registry import REPORTS
from tests.scenes.reports.building import scene_of

PLACE = ("rack_index", "shelf_index")


def stands(plan, seed):
    """The realogram of ``plan`` as it stands: nothing missed, nothing seen twice."""
    shelves = {
        (number, level): {}
        for number, rack in enumerate(plan.racks)
        for level, _ in enumerate(rack.shelves)
    }
    for item in standing(plan, seed).items:
        shelves[item.rack, item.shelf].setdefault(item.column, []).append(item.product.sku)
    return scene_of({place: [row[c] for c in sorted(row)] for place, row in shelves.items()})


def planned(plan):
    wanted = planogram_of(plan)
    return Planogram(
        1,
        tuple(
            Planned(10 + w.place, w.sku, w.rack, w.shelf, w.place, w.facings, w.pile)
            for w in wanted
        ),
    )


def found(answer):
    """Each action as (what, SKU, count, rack, shelf, source); of one SKU and place together."""
    actions = []
    for action in answer["actions"]:
        to = action.get("to", action)
        source = tuple(action["from"][name] for name in PLACE) if "from" in action else None
        what = (action["action"], action["sku_id"], action["count"])
        actions.append((*what, *(to[name] for name in PLACE), source))
    return sorted(actions, key=str)


@pytest.mark.parametrize("seed", range(40))
def test_what_a_drawn_shelf_departs_in_is_what_must_be_done(seed):
    wishes = Wishes(racks=1 + seed % 2, shelves=2 + seed % 4, gaps=0.0, piles=0.0, full=0.85)
    plan = random_plan(seed, wishes)
    now, actions = departed(plan, seed)
    master = MasterData(has_display=True, planogram=planned(plan))
    answer = REPORTS["PLANOGRAM_COMPLIANCE"](stands(now, seed), master)
    true = [(a.action, a.sku, a.count, a.rack, a.shelf, a.source) for a in actions]
    assert found(answer) == sorted(true, key=str)
