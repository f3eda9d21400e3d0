"""GET /scenes/{id} and the annotated pictures."""

import io

import numpy as np
import pytest
from PIL import Image

from core.models import ApiKey, Job
from scenes.models import Sku, Upload
from scenes.overlays import EMPTY, MAX_SIDE, annotated
from scenes.realogram import Facing, Gap, SeenPhoto
from tests.scenes.pipeline.conftest import run_job
from tests.scenes.pipeline.scripted import BLOCK, square


def picture_of(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def test_a_scene_shows_all_that_is_known(photo, recognize, drain, call):
    one = photo(11, (12, 20, 13))
    opened = recognize([one], ["FACING_COUNT_1_5"], metadata={"agent_id": "A", "x": 1})
    drain()
    body = call.get(opened["status_url"].removeprefix("http://testserver")).json()
    assert call.get(f"scenes/{opened['id']}").json() == body
    assert (body["id"], body["scene"], body["state"]) == (opened["id"], opened["scene"], "merged")
    assert body["agent"] == {"agent_id": "A", "agent_name": ""}
    assert (body["metadata"], body["merged"]) == ({"agent_id": "A", "x": 1}, True)
    [shown] = body["photos"]
    assert (shown["image"], shown["width"], shown["height"]) == (one, 2 * BLOCK, 2 * BLOCK)
    assert shown["quality"]["sharpness"] == 0.9
    named, unnamed = shown["facings"]
    assert (named["sku_id"], named["name"], named["score"]) == (11, "Tea 11", 0.9)
    assert unnamed["name"] == "Unknown product"
    assert unnamed["alternatives"] == [{"sku_id": 13, "name": "Tea 13", "score": 0.6}]
    assert shown["tags"][0]["facings"] == [named["id"]]
    assert shown["shelves"] == [{"x1": 0, "y1": 40, "x2": 80, "y2": 40}]
    assert body["rows"] == [{"rack": 0, "shelf": 0, "columns": [[named["id"]], [unnamed["id"]]]}]
    [report] = body["reports"]
    assert (report["asked_as"], report["report_type"]) == ("FACING_COUNT_1_5", "FACING_COUNT")


def test_photos_appear_as_soon_as_they_are_recognised(photo, recognize, call):
    opened = recognize([photo(11), photo(12)])
    body = call.get(f"scenes/{opened['scene']}").json()
    assert (body["state"], [one["state"] for one in body["photos"]]) == ("photos", ["waiting"] * 2)
    run_job(Job.objects.order_by("created_at").first())
    body = call.get(f"scenes/{opened['scene']}").json()
    assert [len(one["facings"]) for one in body["photos"]] == [1, 0]
    assert [one["state"] for one in body["photos"]] == ["recognised", "waiting"]


@pytest.mark.parametrize("name", ["7", "0" * 32, "x", "9" * 40, "%00"])
def test_a_scene_that_is_not_there_is_a_404(call, name):
    response = call.get(f"scenes/{name}/")
    assert (response.status_code, "detail" in response.json()) == (404, True)


def test_an_annotated_picture_shows_boxes(photo, recognize, drain, call, caller):
    one = photo(11, 12)
    opened = recognize([one])
    drain()
    [shown] = call.get(f"scenes/{opened['id']}").json()["photos"]
    path = shown["annotated_url"].removeprefix("http://testserver")
    response = call.get(path, headers={"Accept": "image/*"})
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert picture_of(response.content).shape == (2 * BLOCK, 2 * BLOCK, 3)
    assert caller(None).get(path).status_code == 401
    _, other = ApiKey.objects.create_key(name="o", endpoints=["documents"])
    assert caller(other).get(path).status_code == 403
    assert call.get(path.replace(f"/{one}/", "/999/")).status_code == 404


def test_a_picture_of_a_file_that_is_gone_is_told(photo, recognize, call):
    one = photo(11)
    opened = recognize([one])
    Upload.objects.get(pk=one).file.delete(save=False)
    Upload.objects.filter(pk=one).update(file="2026/01/01/gone.png")
    response = call.get(f"scenes/{opened['id']}/photos/{one}/annotated.jpg")
    assert (response.status_code, response.json()) == (415, {"detail": "The photo's file is gone."})


def test_large_photos_are_shrunk_and_boxes_with_them():
    pixels = np.full((1000, 4000, 3), 128, np.uint8)
    gap = Gap(tuple(point._replace(x=point.x * 50, y=point.y * 20) for point in square(40, 10)), 0)
    drawn = picture_of(annotated(pixels, SeenPhoto(1, 4000, 1000, gaps=(gap,)), {}))
    assert drawn.shape == (500, MAX_SIDE, 3)
    wanted = [int(EMPTY[start : start + 2], 16) for start in (1, 3, 5)]
    # The gap's left edge: x = 2000 of 4000.
    assert abs(drawn[200, 1001] - wanted).max() < 60
    assert abs(drawn[200, 500] - 128).max() < 10


def test_names_in_thai_can_be_drawn(db):
    pixels = np.full((200, 200, 3), 255, np.uint8)
    facing = Facing(1, 5, square(20, 20), 0.9)
    Sku.objects.create(pk=5, name="น้ำดื่ม")
    drawn = picture_of(annotated(pixels, SeenPhoto(1, 200, 200, (facing,)), {5: "น้ำดื่ม"}))
    assert (drawn < 200).any()
