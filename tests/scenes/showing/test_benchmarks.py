"""What the benchmarks measure: a scene as large as they say, a catalogue that can be matched."""

from __future__ import annotations

import pytest

from core.showing.measures import CallFailed
from scenes.catalogue_index import current_index
from scenes.drawing.products import product
from scenes.models import PackShot, Scene, Sku
from scenes.reports.registry import REPORTS
from scenes.showing import benchmark_scenes
from scenes.showing.benchmark_catalogue import filled
from scenes.showing.benchmark_reports import ANNOTATIONS, large_scene, rows
from scenes.showing.samples import picture, sample
from scenes.showing.shop import stocked


def test_the_large_scene_has_5000_annotations_of_which_every_report_tells():
    scene, master = large_scene()
    assert ANNOTATIONS == sum(len(photo.facings) for photo in scene.photos) == 5000
    made = {name: report(scene, master) for name, report in REPORTS.items()}
    assert sum(row["count"] for row in made["FACING_COUNT"]) == 5000
    assert len(made["PRICE_TAGS"]) > 100
    assert made["MHL_COMPLIANCE"]["compliance"] == 1
    planogram = made["PLANOGRAM_COMPLIANCE"]
    assert 0.8 < planogram["compliance"] < 0.95
    assert {action["action"] for action in planogram["actions"]} == {"ADD", "MOVE", "REMOVE"}


def test_the_row_of_the_reports_names_the_slowest():
    first, _ = rows()
    assert any(f"({name})" in first.what for name in REPORTS)
    assert first.met is not None


def test_a_filled_catalogue_can_be_matched_and_is_not_filled_twice(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    filled(3, first=[product(64)])
    assert set(Sku.objects.values_list("pk", flat=True)) == {65, 1, 8}
    assert PackShot.objects.filter(problem="").exclude(features=None).count() == 3
    assert {entry.sku for entry in current_index().entries} == {65, 1, 8}
    filled(4, first=[product(64)])
    assert Sku.objects.count() == 4


def test_a_scene_is_measured_until_its_report_is_ready(worker, client):
    stocked(client, sample())
    photos = [picture(file) for file in sample().photos]
    assert benchmark_scenes.seconds(client, photos) > 0
    assert Scene.objects.get().state == Scene.State.MERGED


def test_a_scene_that_fails_is_no_measurement(worker, client, settings):
    settings.SHELF_ENGINES = {
        **settings.SHELF_ENGINES,
        "see": "tests.scenes.pipeline.scripted.broken",
    }
    with pytest.raises(CallFailed, match="ERROR"):
        benchmark_scenes.seconds(client, [picture(sample().photos[0])])
