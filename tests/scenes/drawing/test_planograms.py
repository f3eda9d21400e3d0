"""Planograms of drawn shelves: what departs from them is known."""

from __future__ import annotations

from collections import Counter

from scenes.drawing.planograms import departed, planogram_of
from scenes.drawing.plans import Plan, Wishes, random_plan

_WISHES = Wishes(shelves=4, gaps=0, piles=0, full=0.8)


def _counts(plan: Plan) -> Counter[int]:
    counts: Counter[int] = Counter()
    for _, _, run in plan.runs():
        counts[run.product.sku] += run.facings * run.pile
    return counts


def test_a_planogram_lists_every_row_in_reading_order():
    plan = random_plan(5, _WISHES)
    wanted = planogram_of(plan)
    assert [row.place for row in wanted] == list(range(len(wanted)))
    assert sum(row.facings * row.pile for row in wanted) == sum(_counts(plan).values())


def test_carrying_out_the_actions_gives_the_planned_counts():
    kinds: set[str] = set()
    for seed in range(20):
        plan = random_plan(seed, _WISHES)
        changed, actions = departed(plan, seed)
        counts = _counts(changed)
        for action in actions:
            kinds.add(action.action)
            counts[action.sku] += {"ADD": 1, "REMOVE": -1, "MOVE": 0}[action.action] * action.count
        assert +counts == _counts(plan)
    assert kinds == {"ADD", "REMOVE", "MOVE"}


def test_a_moved_row_stands_where_its_action_says():
    moves = 0
    for seed in range(20):
        plan = random_plan(seed, _WISHES)
        changed, actions = departed(plan, seed)
        for action in (a for a in actions if a.action == "MOVE"):
            moves += 1
            assert action.source is not None
            rack, shelf = action.source
            there = changed.racks[rack].shelves[shelf].runs
            assert there[-1].product.sku == action.sku
    assert moves
