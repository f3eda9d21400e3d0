"""Drawn scenes measured: what is right counts as right, and what is not is named."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from scenes.drawing.folder import Order, write
from scenes.drawing.planograms import Action, unfilled
from scenes.drawing.plans import Plan, Rack, Run, ShelfPlan
from scenes.drawing.products import product
from scenes.evaluations.drawn_truth import truth_of
from scenes.evaluations.drawn_views import duplicates_of, given
from scenes.evaluations.scenes_drawn import errors
from scenes.merging import merge
from scenes.realogram import UNKNOWN, Realogram


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("drawn")
    assert list(write(made, Order(count=2, seed=58, side=900))) == ["scene000", "scene001"]
    return made


def test_scenes_seen_without_a_fault_are_measured_as_right(folder: Path):
    out = StringIO()
    call_command("evaluate", "merging", folder, stdout=out, stderr=StringIO())
    said = out.getvalue()
    assert "exact match                           100.0%" in said
    assert "duplicates right                    100.0%" in said
    assert "miss" not in said


def test_a_facing_misnamed_or_missed_is_an_error_of_its_count(folder: Path):
    truth = truth_of(folder)
    scene = truth.scenes[0]
    photos = given(scene, 1000)
    whole = merge(photos, lambda n: scene.photos[n].pixels(), stack=scene.stack)
    assert errors(truth, scene, whole) == {}
    _, first = next(whole.counted())
    unnamed = {first.track: UNKNOWN}
    changed = tuple(
        replace(p, facings=tuple(replace(f, sku=unnamed.get(f.track, f.sku)) for f in p.facings))
        for p in whole.photos
    )
    assert errors(truth, scene, replace(whole, photos=changed)) == {first.sku: -1}


def test_products_that_count_twice_are_not_right_duplicates(folder: Path):
    scene = truth_of(folder).scenes[0]
    photos = tuple(
        replace(p, facings=tuple(replace(f, track=f.id) for f in p.facings))
        for p in given(scene, 1000)
    )
    apart = duplicates_of(scene, Realogram(photos))
    assert apart.whole > 0
    assert apart.right == 0
    assert len(apart.wrong) == apart.whole


def test_empty_places_are_filled_by_what_the_plan_wants_there():
    piled = Run(product(3), 2, pile=2, missing=1)
    plan = Plan((Rack(900.0, (ShelfPlan((Run(product(8), 3), piled), 300.0),)),))
    assert unfilled(plan) == (Action("ADD", product(3).sku, 2, 0, 0),)
