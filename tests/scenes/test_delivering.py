"""What a webhook is told: the three bodies on record, strict enough for the public clients."""

import json

import pytest
from django.db import transaction

from core.models import Delivery, new_id
from core.webhook_attempts import secret_of
from core.webhook_signing import new_secret
from scenes.delivering import report_ready
from scenes.models import Report, Scene, ScenePhoto, ShelfSettings, Upload, Visit

HOOK = "https://hook.example/shelf"
COUNTS = [{"sku_id": 4101, "count": 6}]


def photo_of(scene, position):
    upload = Upload.objects.create(file="1.jpg", digest="0" * 64, width=4, height=3)
    return ScenePhoto.objects.create(scene=scene, upload=upload, position=position)


@pytest.fixture
def scene(db):
    """A scene of two photos with a webhook."""
    scene = Scene.objects.create(
        visit=Visit.objects.create(), timeline_id=new_id(), webhook=HOOK, displays=[27, 28]
    )
    photo_of(scene, 1)
    photo_of(scene, 0)
    return scene


def report_of(scene, **values):
    values = {"status": "READY", "json": COUNTS, "asked_as": "FACING_COUNT", **values}
    return Report.objects.create(scene=scene, report_type="FACING_COUNT", **values)


def failed(scene):
    return report_of(scene, status="ERROR", json=None, error="The scene has no display.")


@pytest.fixture
def form(db):
    """``form("docs")``: the operator's choice of body."""

    def choose(name, **values):
        ShelfSettings(webhookFormat=name, **values).configure()

    return choose


def body_of(delivery):
    return json.loads(delivery.body)


def images_of(scene):
    return [photo.upload_id for photo in scene.photos.order_by("position")]


def test_by_default_a_report_stands_under_its_id_and_under_its_types(scene):
    report = report_of(scene)
    body = body_of(report_ready(report))
    by_id = body["reports"].pop(str(report.pk))
    assert body == {
        "id": scene.pk,
        "images": images_of(scene),
        "display": 27,
        "scene": scene.scene,
        "visit": scene.visit_id,
        "reports": {"FACING_COUNT": COUNTS, "FACING_COUNT_1_5": COUNTS},
    }
    assert (by_id["id"], by_id["status"], by_id["json"]) == (report.pk, "READY", COUNTS)
    assert by_id["report_type"] == "FACING_COUNT"
    assert body["images"][0] > body["images"][1], "the order of the request, not of the uploads"


def test_ids_are_integers_and_a_scene_without_display_says_null(scene):
    Scene.objects.update(displays=[])
    body = body_of(report_ready(Report.objects.get(pk=report_of(scene).pk)))
    assert body["display"] is None
    assert {type(body["id"]), type(body["visit"]), *map(type, body["images"])} == {int}


def test_as_documented_reports_stand_under_their_ids_alone(scene, form):
    form("docs")
    report = report_of(scene)
    assert list(body_of(report_ready(report))["reports"]) == [str(report.pk)]


def test_as_older_instances_reports_stand_bare_under_their_types_alone(scene, form):
    form("typed")
    reports = body_of(report_ready(report_of(scene, asked_as="FACING_COUNT_1_5")))["reports"]
    assert reports == {"FACING_COUNT": COUNTS, "FACING_COUNT_1_5": COUNTS}


def test_the_callers_own_spelling_is_a_key_too(scene, form):
    form("typed")
    report = Report.objects.create(
        scene=scene, report_type="SHARE_OF_SPACE", asked_as="SHARE_OF_SPAC", status="READY", json=[]
    )
    assert set(body_of(report_ready(report))["reports"]) == {
        "SHARE_OF_SPACE",
        "SHARE_OF_SPACE_1_5",
        "SHARE_OF_SPAC",
    }


@pytest.mark.parametrize("name", ["both", "docs", "typed"])
def test_a_report_in_error_is_told_with_its_sentence(scene, form, name):
    form(name)
    report = failed(scene)
    delivery = report_ready(report)
    assert delivery.event == "report.error"
    assert list(body_of(delivery)["reports"]) == [str(report.pk)]
    told = body_of(delivery)["reports"][str(report.pk)]
    assert (told["status"], told["error"]) == ("ERROR", "The scene has no display.")
    assert "json" not in told


@pytest.mark.parametrize("name", ["both", "docs", "typed"])
def test_after_force_update_the_body_is_flat_and_goes_where_it_was_asked(scene, form, name):
    form(name)
    report = report_of(scene)
    delivery = report_ready(report, forced_webhook="https://other.example/")
    assert delivery.url == "https://other.example/"
    assert list(body_of(delivery)) == [str(report.pk)]
    assert body_of(delivery)[str(report.pk)]["json"] == COUNTS


def test_the_json_is_repeated_as_data_where_an_operator_wants_it(scene, form):
    form("docs", alsoData=True)
    report = report_of(scene)
    assert body_of(report_ready(report))["reports"][str(report.pk)]["data"] == COUNTS


def test_without_a_webhook_nothing_is_sent(scene):
    Scene.objects.update(webhook="")
    assert report_ready(Report.objects.get(pk=report_of(scene).pk)) is None
    assert not Delivery.objects.exists()


def test_a_report_that_was_not_kept_after_all_is_not_told(scene):
    report = report_of(scene)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        report_ready(report)
        raise ZeroDivisionError
    assert not Delivery.objects.exists()


def test_the_panels_secret_signs(form):
    assert secret_of("scenes") == ""
    secret = new_secret()
    form("both", webhookSecret=secret)
    assert secret_of("scenes") == secret
