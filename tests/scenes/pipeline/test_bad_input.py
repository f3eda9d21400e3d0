"""Scenes that nobody should send and somebody will: they end, and say what they can."""

import io

import numpy as np
import pytest
from django.conf import settings as configured
from PIL import Image

from core.models import ApiKey, Delivery, Job
from scenes.drawing.packs import draw_pack_shot
from scenes.models import Display, Planogram, Report, Scene, ScenePhoto, Sku, Upload, Visit
from tests.scenes.pipeline import scripted

REAL = {
    "see": "scenes.seeing.see",
    "merge": "scenes.merging.merge",
    "compose": "scenes.stitching.compose",
}
REAL_TEXT = configured.ENGINES["text"]
REPORTS = ["FACING_COUNT", "SHARE_OF_SPACE", "REALOGRAM", "PRICE_TAGS", "PANORAMA"]


@pytest.fixture
def real(engines, settings):
    settings.SHELF_ENGINES = REAL
    settings.ENGINES = {**settings.ENGINES, "text": REAL_TEXT}


@pytest.fixture
def tea(call):
    """A SKU with a drawn pack shot."""
    shot = call.upload(jpeg(draw_pack_shot(4))).json()["id"]
    return call.made("sku/", {"name": "Tea", "image": shot})["id"]


def jpeg(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=90)
    return file.getvalue()


def wall(width=900, height=700):
    """Plaster under a lamp: grain, a shadow, and nothing to buy."""
    random = np.random.default_rng(5)
    grain = random.normal(0, 6, (height, width, 1))
    shade = np.linspace(-40, 20, width)[None, :, None]
    return np.clip(180 + grain + shade, 0, 255).repeat(3, axis=2).astype(np.uint8)


def test_a_photo_of_a_wall_shows_nothing_and_every_report_is_ready(
    real, tea, call, recognize, drain, report
):
    uploads = [call.upload(jpeg(wall())).json(), call.upload(jpeg(wall(800))).json()]
    images = [upload["id"] for upload in uploads]
    # Of a photo that came in before photos were judged nothing is known yet.
    Upload.objects.filter(pk=images[1]).update(quality=None)
    opened = recognize(images, REPORTS)
    drain()
    seen = ScenePhoto.objects.order_by("position").values_list("seen", flat=True)
    assert [photo["quality"] for photo in seen] == [upload["quality"] for upload in uploads]
    made = {name: report(pk) for name, pk in opened["reports"].items()}
    assert {body["status"] for body in made.values()} == {"READY"}
    assert made["FACING_COUNT"]["json"] == []
    assert made["SHARE_OF_SPACE"]["json"] == []
    assert made["PRICE_TAGS"]["json"] == []
    assert [(row["image"], row["annotations"]) for row in made["REALOGRAM"]["json"]] == [
        (image, []) for image in images
    ]


def test_a_sku_without_a_pack_shot_is_found_nowhere_and_harms_no_other(
    real, call, recognize, drain, report
):
    bare = call.made("sku/", {"name": "Coffee"})["id"]
    wanted = call.made("mhl/", {"name": "Must"})["id"]
    call.made("mhl_record/", {"musthavelist": wanted, "sku": bare})
    display = call.made("displays/", {"name": "Shelf", "musthavelist": wanted})["id"]
    image = call.upload(jpeg(draw_pack_shot(4))).json()["id"]
    opened = recognize([image], ["FACING_COUNT", "MHL_COMPLIANCE"], display=display)
    drain()
    assert report(opened["reports"]["FACING_COUNT"])["json"] == []
    records = report(opened["reports"]["MHL_COMPLIANCE"])["json"]["records"]
    assert [record["compliant"] for record in records] == [False]


def test_sixty_photos_are_too_many_unless_the_operator_says_otherwise(
    photo, recognize, drain, report, call, shelf
):
    images = [photo(11, shade=n) for n in range(60)]
    refused = call.post("recognize/", {"images": images})
    assert (refused.status_code, list(refused.json())) == (400, ["images"])
    shelf.photoLimit = 60
    shelf.configure()
    opened = recognize(images, ["FACING_COUNT", "REALOGRAM"])
    drain()
    counts = report(opened["reports"]["FACING_COUNT"])["json"]
    assert [(row["sku_id"], row["count"]) for row in counts] == [(11, 60)]
    shown = report(opened["reports"]["REALOGRAM"])["json"]
    assert [row["image"] for row in shown] == images


def test_ids_of_other_things_are_not_taken_for_photos_displays_or_visits(photo, call):
    """Each kind of id is looked up among its own kind alone."""
    visit = Visit.objects.create(pk=70_001)
    display = Display.objects.create(pk=70_002, name="Shelf")
    image = photo(11)
    for body, field in (
        ({"images": [visit.pk]}, "images"),
        ({"images": [image], "display": visit.pk}, "display"),
        ({"images": [image], "visit": display.pk}, "visit"),
    ):
        response = call.post("recognize/", body)
        assert (response.status_code, list(response.json())) == (400, [field])
    assert not Scene.objects.exists()


def test_tokens_of_one_server_share_what_it_knows_and_only_theirs_counts_against_them(
    photo, recognize, drain, call, caller
):
    """As at the vendor: an instance is one customer's, its tokens are that customer's devices."""
    opened = recognize([photo(11)], ["FACING_COUNT"])
    drain()
    other = caller(ApiKey.objects.create_key(name="other", endpoints=["shelf"])[1])
    mine, theirs = (
        one.get(f"reports/{opened['reports']['FACING_COUNT']}/").json() for one in (call, other)
    )
    assert mine == theirs
    assert other.post("recognize/", {"images": opened["images"]}).status_code == 201


def test_planograms_and_displays_in_a_circle_are_judged_by_what_the_display_says(
    photo, recognize, drain, report, call
):
    one, two = (Display.objects.create(name=name) for name in "ab")
    first, second = Planogram.objects.create(name="1"), Planogram.objects.create(name="2")
    # Written past the API, which keeps both sides the same.
    Planogram.objects.filter(pk=first.pk).update(display=two)
    Planogram.objects.filter(pk=second.pk).update(display=one)
    Display.objects.filter(pk=one.pk).update(planogram=first)
    Display.objects.filter(pk=two.pk).update(planogram=second)
    sku = call.made("sku/", {"name": "Tea"})["id"]
    for plan in (first, second):
        call.made("planogram_records/", {"planogram": plan.pk, "sku": sku, "facing_x": 1})
    opened = recognize([photo(11)], ["PLANOGRAM_COMPLIANCE"], display=one.pk)
    drain()
    body = report(opened["reports"]["PLANOGRAM_COMPLIANCE"])
    assert (body["status"], body["json"]["planogram"]) == ("READY", first.pk)


def test_a_scene_whose_every_stage_fails_still_ends_and_tells_each_report_once(
    photo, recognize, drain, settings
):
    settings.SHELF_ENGINES = dict.fromkeys(REAL, f"{scripted.__name__}.broken")
    recognize([photo(11), photo(12)], REPORTS, webhook="https://example.com/hook")
    drain()
    assert Scene.objects.get().state == Scene.State.FAILED
    assert set(Report.objects.values_list("status", flat=True)) == {Report.Status.ERROR}
    assert Delivery.objects.count() == len(REPORTS)
    assert not Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).exists()


def test_a_sku_that_is_deleted_while_photos_are_recognised_harms_no_report(
    photo, recognize, drain, report
):
    opened = recognize([photo(11, 12)], ["FACING_COUNT", "REALOGRAM"])
    drain("see_photo")
    Sku.objects.filter(pk=11).delete()
    drain()
    counts = report(opened["reports"]["FACING_COUNT"])
    assert counts["status"] == "READY"
    assert {row["sku_id"] for row in counts["json"]} == {11, 12}
