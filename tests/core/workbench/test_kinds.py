"""Every kind that panels offer, with the real engines, from the photo to the answer."""

from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from core.photos import from_bytes
from core.workbench import pictures
from core.workbench.asking import CountedEngine
from core.workbench.offers import bench_of, offers
from ocr_docs.models import OcrSettings
from scenes.models import PackShot, Sku
from scenes.services import uploads
from tests.scripted_provider import says

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS, SHELVES = ROOT / "ocr_docs/samples", ROOT / "scenes/samples"


@pytest.fixture
def admin(admin_user):
    """Somebody who may see every panel; with real commits, for the worker."""
    browser = Client()
    browser.force_login(admin_user)
    return browser


def test_every_kind_is_measured_by_evaluate_under_the_same_name():
    evaluators = {name for app in apps.get_app_configs() for name in getattr(app, "evaluators", {})}
    assert set(offers()) == {"serial", "book", "meter", "text", "shelf"}
    assert set(offers()) <= evaluators


def test_a_meter_is_read_with_a_box_for_each_digit(worker, admin, tried):
    row = tried((DOCUMENTS / "meter.jpg").read_bytes(), kind="meter", browser=admin)
    answer = row.answers[0]["answer"]
    (reading,) = answer["marks"]
    assert answer["label"] == reading["value"]
    assert len(reading["quads"]) == sum(sign.isdigit() for sign in reading["value"])


def test_a_page_is_read_line_by_line(worker, admin, tried):
    row = tried((DOCUMENTS / "upper.jpg").read_bytes(), kind="text", browser=admin)
    answer = row.answers[0]["answer"]
    assert len(answer["marks"]) > 10
    assert answer["marks"][0]["value"] in answer["label"]


def test_a_photo_of_something_else_is_no_registration_book(worker, admin, tried, photo):
    row = tried(photo, kind="book", browser=admin)
    assert row.answers[0]["problem"] == "The page is not a document of this kind."
    assert row.finished_at


def test_a_shelf_is_counted_by_its_pack_shots(worker, admin, tried):
    sku = Sku.objects.create(name="Sample product")
    shot = from_bytes((SHELVES / "pack-17.jpg").read_bytes())
    PackShot.objects.create(sku=sku, upload=uploads.keep(shot))
    row = tried((SHELVES / "left.jpg").read_bytes(), kind="shelf", browser=admin)
    answer = row.answers[0]["answer"]
    mark = next(one for one in answer["marks"] if one["name"] == "Sample product")
    assert f"{sku.pk} Sample product: {len(mark['quads'])}" in answer["label"].splitlines()
    assert bench_of("shelf").checked(answer["label"]) == answer["label"]


def test_a_model_completes_a_book_as_far_as_the_page_shows_it(transactional_db, provider):
    OcrSettings(baseUrl=provider.base_url, modelToken="sk-test").configure()
    bench = bench_of("book")
    photo = pictures.checked((DOCUMENTS / "upper.jpg").read_bytes())
    sight = bench.look(photo.pixels())
    missing = sight.fields.pop("engine_number")
    other = sight.fields.pop("brand_car")

    def reads_one_and_invents_one(connection, asked):
        keys = asked.body["response_format"]["json_schema"]["schema"]["properties"]
        data = dict.fromkeys(keys) | {"engine_number": missing.value, "brand_car": "INVENTED"}
        says(data, tokens=321)(connection, asked)

    provider.always(reads_one_and_invents_one)
    row = bench.model_row()
    engine = CountedEngine(bench, row, "seeing-model")
    marks = {mark.key: mark.value for mark in sight.helped(engine, row).marks}
    assert engine.tokens == 321
    assert marks["engine_number"] == missing.value
    assert marks.get("brand_car", "") != "INVENTED"
    assert other.value
