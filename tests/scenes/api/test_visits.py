"""/visits of v1.5."""

import pytest

from core.models import new_id
from scenes.models import Agent, Scene, ScenePhoto, Visit

SHOWN = {
    "id",
    "cid",
    "shop",
    "agent",
    "started_date",
    "task",
    "latitude",
    "longitude",
    "shop_name",
    "shop_area",
    "gps_shop",
    "images",
    "current_agent_name",
    "current_agent_route",
    "moderation",
    "results",
    "helpdesk",
}


def test_an_empty_body_makes_a_visit_of_now(call):
    visit = call.made("visits/", {})
    assert set(visit) == SHOWN
    assert (visit["shop"], visit["agent"], visit["task"]) == (None, None, None)
    assert (visit["images"], visit["results"]) == ([], [])
    assert visit["started_date"].endswith("Z")
    assert call.post("visits/").status_code == 201


def test_a_visit_keeps_what_can_be_written(call):
    sent = {
        "shop": "S-17",
        "agent": "Ann",
        "started_date": "2024-05-06T07:08:09.123456Z",
        "latitude": 55.75,
        "longitude": -37.5,
        "task": {"id": 4, "title": "Audit"},
    }
    visit = call.made("visits", sent)
    assert visit == visit | sent
    assert call.get(f"visits/{visit['id']}").json() == visit
    changed = call.put(f"visits/{visit['id']}/", {"agent": "Bob"}).json()
    assert (changed["agent"], changed["shop"]) == ("Bob", "S-17")
    assert call.patch(f"visits/{visit['id']}", {"shop": None}).json()["shop"] is None


def test_a_shop_is_a_text_or_null_also_when_a_number_was_sent(call):
    assert call.made("visits", {"shop": 17})["shop"] == "17"


def test_the_shop_with_its_place_is_an_object(call):
    shop = call.made("visits", {"shop": "S", "latitude": 1.5})["gps_shop"]
    assert (shop["customer_id"], shop["latitude"], shop["customer_name"]) == ("S", 1.5, None)
    assert shop["created_at"].endswith("Z")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("latitude", 91),
        ("latitude", "north"),
        ("longitude", -181),
        ("longitude", True),
        ("shop", {"id": 1}),
        ("shop", "x" * 256),
        ("agent", []),
        ("started_date", "soon"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_on_its_field(call, field, value):
    response = call.post("visits", {field: value})
    assert (response.status_code, list(response.json())) == (400, [field])
    assert not Visit.objects.exists()


def test_a_visit_cannot_be_deleted(call):
    visit = call.made("visits", {})["id"]
    assert call.delete(f"visits/{visit}").status_code == 405


def test_the_photos_of_a_visit_are_those_of_its_scenes_and_those_sent_for_it(call, photo_id):
    visit = call.made("visits", {})["id"]
    mine, other = photo_id(shade=1), photo_id(shade=2)
    scene = Scene.objects.create(visit_id=visit, timeline_id=new_id())
    ScenePhoto.objects.create(scene=scene, upload_id=mine, position=0)
    waiting = call.upload(visit=str(visit)).json()["id"]
    assert call.get(f"visits/{visit}").json()["images"] == [mine, waiting]
    assert other not in call.get(f"visits/{visit}").json()["images"]


def test_the_current_agent_has_the_name_that_the_latest_scene_tells(call):
    visit = call.made("visits", {"agent": "route 7"})
    assert visit["current_agent_name"] == "route 7"
    for code, name in (("A1", "Ann"), ("B2", "Bob"), ("", "")):
        agent = Agent.objects.create(agent_id=code, name=name) if code else None
        Scene.objects.create(visit_id=visit["id"], timeline_id=new_id(), agent=agent)
    read = call.get(f"visits/{visit['id']}").json()
    assert (read["agent"], read["current_agent_name"]) == ("route 7", "Bob")


def test_listing_visits_takes_no_query_for_each(call, photo_id, django_assert_max_num_queries):
    for number in range(4):
        visit = Visit.objects.create()
        agent = Agent.objects.create(agent_id=str(number), name=f"agent {number}")
        large = {"large": 1}
        scene = Scene.objects.create(
            visit=visit, timeline_id=new_id(), realogram=large, agent=agent
        )
        ScenePhoto.objects.create(scene=scene, upload_id=photo_id(shade=number), position=0)
    with django_assert_max_num_queries(8):
        listed = call.get("visits").json()["results"]
    assert [len(visit["images"]) for visit in listed] == [1] * 4
