"""The Data API: new visits are listed, read and confirmed."""

import pytest

from core.geometry import Point, quad_of
from core.models import new_id
from scenes.models import Agent, Scene, ScenePhoto, Sku
from scenes.realogram import Facing, PriceTag, Realogram, SeenPhoto, ShelfLine
from scenes.realogram_json import scene_json

VERSIONS = ["v1.0", "v1.3"]
QUAD = quad_of([(10, 10), (30, 10), (30, 40), (10, 40)])


@pytest.fixture
def visit(call, photo_id):
    """A visit with one recognised scene: two facings of one SKU, one tag."""
    made = call.made("visits", {"cid": "V-1", "shop": "S"})["id"]
    sku = Sku.objects.create(name="Tea")
    image = photo_id()
    photo = SeenPhoto(
        image,
        64,
        48,
        facings=(Facing(1, sku.pk, QUAD, 0.9), Facing(2, sku.pk, QUAD, 0.8)),
        shelves=(ShelfLine(Point(0, 40), Point(64, 41)),),
        tags=(PriceTag(1, QUAD, 99.9, facings=(1,), score=0.9),),
    )
    scene = Scene.objects.create(
        visit_id=made,
        agent=Agent.objects.create(agent_id="a-1", name="Ann"),
        realogram=scene_json(Realogram((photo,))),
        timeline_id=new_id(),
    )
    ScenePhoto.objects.create(scene=scene, upload_id=image, position=0)
    return made


@pytest.mark.parametrize("version", VERSIONS)
def test_new_visits_are_listed_until_they_are_confirmed(call, visit, version):
    base = f"/api/data/{version}/visits"
    page = call.get(f"{base}/").json()
    assert page["count"] == 1
    assert set(page["results"][0]) == {"id", "cid", "created_at", "updated_at"}
    assert (page["results"][0]["id"], page["results"][0]["cid"]) == (visit, "V-1")
    assert call.get(f"{base}/{visit}/").json()["is_new"] is True
    for _ in range(2):
        assert call.post(f"{base}/{visit}/confirm/").status_code == 200
    assert call.get(base).json()["results"] == []
    assert call.get(f"{base}/{visit}").json()["is_new"] is False


def test_a_visit_can_be_confirmed_beside_the_visits_of_v1_5(call, visit):
    assert call.post(f"/api/data/v1.5/visits/{visit}/confirm").status_code == 200
    assert call.get("/api/data/v1.0/visits").json()["count"] == 0
    assert call.get("/api/data/v1.5/visits").json()["count"] == 1


def test_a_visit_is_read_with_all_that_its_scenes_show(call, visit):
    read = call.get(f"/api/data/v1.0/visits/{visit}").json()
    assert (read["agent_id"], read["current_agent_name"], read["customer_id"]) == (
        "a-1",
        "Ann",
        "S",
    )
    (scene,) = read["scenes"]
    assert isinstance(scene["id"], int)
    assert [row["count"] for row in scene["facing_counts"]] == [2]
    (image,) = scene["images"]
    assert [(row["x"], row["y"]) for row in image["annotations"]] == [(20, 25), (20, 25)]
    assert image["shelf_annotations"] == [{"x1": 0, "y1": 40, "x2": 64, "y2": 41}]
    assert [row["price"] for row in image["price_annotations"]] == [99.9]
    assert image["original_url"].startswith("http://testserver/media/")


def test_a_scene_that_is_not_recognised_yet_has_photos_alone(call, visit):
    Scene.objects.update(realogram=None)
    (scene,) = call.get(f"/api/data/v1.0/visits/{visit}").json()["scenes"]
    assert (scene["facing_counts"], len(scene["images"])) == ([], 1)
    assert scene["images"][0]["annotations"] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_skus_are_listed_and_read_but_not_written(call, version):
    Sku.objects.create(name="Tea", cid="T", size_x_mm=70)
    sku = Sku.objects.get()
    listed = call.get(f"/api/data/{version}/sku/").json()["results"]
    assert set(listed[0]) == {
        "id",
        "cid",
        "name",
        "category_id",
        "brand_id",
        "manufacturer_id",
        "size_x_mm",
        "size_y_mm",
        "size_z_mm",
        "attributes",
    }
    assert call.get(f"/api/data/{version}/sku/{sku.pk}").json() == listed[0]
    assert call.get(f"/api/data/{version}/sku?cid=T").json()["id"] == sku.pk
    assert call.post(f"/api/data/{version}/sku", {"name": "x"}).status_code == 405


@pytest.mark.parametrize("path", ["visits/99", "visits/99/confirm", "sku/99", "nothing"])
def test_what_is_not_there_is_not_found_in_json(call, path):
    method = "POST" if path.endswith("confirm") else "GET"
    response = call(method, f"/api/data/v1.0/{path}")
    assert (response.status_code, response.json()) == (404, {"detail": "Not found."})
