"""What callers of /recognize send, and what strict clients decode."""

import json
import re

import pytest

from core.models import ApiKey, Job, KeyUsage
from scenes.models import (
    Agent,
    Display,
    MustHaveList,
    Planogram,
    PlanogramRecord,
    Report,
    Scene,
    ShelfSettings,
    Sku,
    Upload,
    Visit,
)
from tests.scenes.pipeline import scripted

HEX = re.compile(r"[0-9a-f]{32}")
CHOICE = '"{}" is not a valid choice.'


@pytest.fixture
def refused(call):
    """``refused(field, images=…)``: the first message about ``field`` of a 400."""

    def post(field, **body):
        response = call.post("recognize/", body)
        assert response.status_code == 400, response.content
        assert list(response.json()) == [field]
        assert not Scene.objects.exists()
        return response.json()[field][0]

    return post


def test_the_answer_has_the_types_that_strict_clients_decode(photo, recognize):
    display = Display.objects.create(name="Shelf")
    images = [photo(11), photo(12)]
    opened = recognize(images, ["FACING_COUNT", "REALOGRAM"], display=display.pk)
    assert opened["images"] == images
    assert opened["display"] == display.pk
    assert "displays" not in opened
    assert HEX.fullmatch(opened["scene"])
    assert all(type(value) is int for value in opened["reports"].values())
    assert type(opened["id"]) is int
    assert opened["id"] == Scene.objects.get().pk
    assert opened["visit"] == Visit.objects.get().pk
    assert opened["status_url"] == f"http://testserver/api/v1.5/scenes/{opened['scene']}"


def test_reports_stand_under_the_callers_spelling(photo, recognize, report):
    names = ["SHARE_OF_SPAC", "FACING_COUNT_1_5", "MUST_HAVE_SKU", "FACING_COUNT", "FACING_COUNT"]
    opened = recognize([photo(11)], names)
    assert list(opened["reports"]) == names[:4]
    assert report(opened["reports"]["SHARE_OF_SPAC"])["report_type"] == "SHARE_OF_SPACE"
    assert report(opened["reports"]["FACING_COUNT_1_5"])["report_type"] == "FACING_COUNT"


@pytest.mark.parametrize(
    "sent",
    [lambda a, b: [str(a), b], lambda a, b: f"{a},{b}", lambda a, b: f"[{a}, {b}]"],
    ids=["list", "commas", "json"],
)
def test_ids_are_integers_or_texts(photo, recognize, sent):
    images = [photo(11), photo(12)]
    shelves = [Display.objects.create(name=name).pk for name in "ab"]
    opened = recognize(sent(*images), display=sent(*shelves))
    assert opened["images"] == images
    assert (opened["display"], opened["displays"]) == (shelves[0], shelves)
    assert Scene.objects.get().displays == shelves


@pytest.mark.parametrize("display", [None, "", []])
def test_no_display_is_null(photo, recognize, display):
    assert recognize([photo(11)], display=display)["display"] is None


def test_a_photo_named_twice_is_used_once(photo, recognize):
    one = photo(11)
    assert recognize([one, str(one), one])["images"] == [one]


def test_forms_are_understood_with_their_flat_metadata(photo, call):
    one = photo(11)
    form = (
        f"images={one}&report_types=FACING_COUNT&metadata/agent_id=A7&metadata/agent_name=Somchai"
    )
    response = call.post("recognize", form=form)
    assert response.status_code == 201, response.content
    assert (response.json()["images"], list(response.json()["reports"])) == (
        [one],
        ["FACING_COUNT"],
    )
    assert Scene.objects.get().agent.name == "Somchai"
    listed = call.post("recognize", images=[str(one)], report_types='["REALOGRAM"]', display="")
    assert list(listed.json()["reports"]) == ["REALOGRAM"]


def test_an_agent_is_made_and_renamed_and_metadata_are_kept_as_they_are(photo, recognize):
    sent = {"agent_id": 77, "agent_name": "Ann", "route": {"day": [1, None, "ß"]}}
    recognize([photo(11)], metadata=sent)
    assert Scene.objects.get().metadata == sent
    recognize([photo(12)], metadata={"agent_id": "77", "agent_name": "Anna"})
    assert [(agent.agent_id, agent.name) for agent in Agent.objects.all()] == [("77", "Anna")]
    assert {scene.agent.name for scene in Scene.objects.all()} == {"Anna"}
    recognize([photo(13)], metadata={"agent_id": "77"})
    assert Agent.objects.get().name == "Anna"


@pytest.mark.parametrize(
    ("sent", "country"),
    [
        ({"counry_code": "kz"}, "KZ"),
        ({"country_code": "ru"}, "RU"),
        ({"counry_code": "KZ", "country_code": "RU"}, "RU"),
        ({"counry_code": None}, ""),
    ],
)
def test_the_country_is_understood_under_both_its_names(photo, recognize, sent, country):
    recognize([photo(11)], **sent)
    assert Scene.objects.get().country_code == country


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2024-05-06T07:08:09.123456Z", "2024-05-06T07:08:09.123456+00:00"),
        ("2024-05-06T10:08:09+03:00", "2024-05-06T07:08:09+00:00"),
        ("2024-05-06T07:08:09", "2024-05-06T07:08:09+00:00"),
    ],
)
def test_the_time_of_a_visit_may_lack_its_offset(photo, recognize, sent, kept):
    opened = recognize([photo(11)], datetime=sent)
    assert Scene.objects.get().taken_at.isoformat() == kept
    assert Visit.objects.get(pk=opened["visit"]).started_date.isoformat() == kept


def test_hints_shop_and_visit_are_kept(photo, recognize):
    visit = Visit.objects.create()
    recognize(
        [photo(11)],
        visit=str(visit.pk),
        panorama_stack_height=2.0,
        panorama_stack_width="3",
        retail_chain="Seven",
        unknown_field={"is": "ignored"},
    )
    scene = Scene.objects.get()
    assert (scene.visit_id, scene.stack_height, scene.stack_width) == (visit.pk, 2, 3)
    assert scene.retail_chain == "Seven"
    assert Visit.objects.count() == 1


def test_without_images_the_photos_of_the_visit_that_are_in_no_scene_are_used(photo, recognize):
    visit = Visit.objects.create()
    used, new = photo(11), photo(12)
    Upload.objects.update(visit=visit)
    recognize([used], visit=visit.pk)
    assert recognize([], visit=visit.pk)["images"] == [new]


def test_without_photos_there_is_nothing_to_recognise(refused, db):
    assert "photo" in refused("images")
    assert "photo" in refused("images", images=[], visit=Visit.objects.create().pk)
    assert "photo" in refused("images", images=None, visit=None)


def test_more_photos_than_the_limit_are_refused(photo, refused, shelf):
    ShelfSettings.objects.update(photoLimit=2)
    images = [photo(sku) for sku in (11, 12, 13)]
    assert refused("images", images=images) == "Ensure this field has no more than 2 elements."
    assert not KeyUsage.objects.filter(count__gt=0).exists()


def test_ids_that_nothing_has_are_named(photo, refused):
    gone = 'Invalid pk "{}" - object does not exist.'
    one = photo(11)
    assert refused("images", images=[one, 999]) == gone.format(999)
    assert refused("visit", images=[one], visit=998) == gone.format(998)
    assert refused("display", images=[one], display=[997]) == gone.format(997)


@pytest.mark.parametrize("name", ["SHELF_MOOD", "", "facing count", 7, None, {"a": 1}, "X" * 5000])
def test_an_unknown_report_type_is_refused_in_words(photo, refused, name):
    said = refused("report_types", images=[photo(11)], report_types=["FACING_COUNT", name])
    assert said == CHOICE.format(str(name)[:60])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("images", ["x"]),
        ("images", [True]),
        ("images", {"id": 1}),
        ("images", [[1]]),
        ("images", [-1]),
        ("images", [10**30]),
        ("images", list(range(2000))),
        ("display", 1.5),
        ("visit", "x"),
        ("visit", [1]),
        ("datetime", "yesterday"),
        ("datetime", 5),
        ("panorama_stack_height", "two"),
        ("panorama_stack_height", -1),
        ("panorama_stack_width", 1.5),
        ("panorama_stack_width", 10**9),
        ("country_code", "RUS"),
        ("counry_code", ["RU"]),
        ("retail_chain", {"a": 1}),
        ("retail_chain", "x" * 256),
        ("metadata", "no json"),
        ("metadata", [1]),
        ("metadata", {"agent_id": ["a"]}),
        ("metadata", {"agent_id": "x" * 256}),
        ("webhook", "not a url"),
        ("webhook", "ftp://example.com/"),
        ("webhook", 7),
        ("webhook", "https://example.com/" + "x" * 2000),
    ],
)
def test_a_value_that_does_not_fit_is_told_under_its_name(photo, call, field, value):
    body = {"images": [photo(11)], field: value}
    response = call.post("recognize/", body)
    assert response.status_code == 400, response.content
    assert list(response.json()) == [field]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://localhost/hook",
        "http://10.1.2.3/hook",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/hook",
        "http://metadata.google.internal/",
        "http://intranet/hook",
        "https://example.com:8443/hook",
        "https://user:secret@example.com/hook",
    ],
)
def test_a_webhook_to_a_private_place_is_refused(photo, refused, url):
    assert refused("webhook", images=[photo(11)], webhook=url)


def test_a_private_webhook_that_was_opened_on_purpose_is_taken(photo, recognize, settings):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1:9000"]
    recognize([photo(11)], webhook="http://127.0.0.1:9000/hook")
    assert Scene.objects.get().webhook == "http://127.0.0.1:9000/hook"


def test_the_usual_reports_are_a_setting_and_follow_the_display(photo, recognize, shelf):
    one, two = photo(11), photo(12)
    usual = ["FACING_COUNT", "SHARE_OF_SPACE", "REALOGRAM", "PRICE_TAGS"]
    assert list(recognize([one], [])["reports"]) == usual
    assert list(recognize([one, two], [])["reports"]) == [*usual, "PANORAMA"]
    full = Display.objects.create(
        name="Full",
        musthavelist=MustHaveList.objects.create(name="Must"),
        planogram=Planogram.objects.create(name="Plan"),
    )
    opened = recognize([one], [], display=full.pk)
    assert list(opened["reports"]) == [*usual, "MHL_COMPLIANCE", "PLANOGRAM_COMPLIANCE"]
    ShelfSettings.objects.update(defaultReports=["REALOGRAM", "no such"])
    assert list(recognize([one], None or [])["reports"]) == ["REALOGRAM"]


def test_a_planogram_that_names_its_display_counts_as_the_displays(photo, recognize):
    display = Display.objects.create(name="Shelf")
    Planogram.objects.create(name="Plan", display=display)
    assert "PLANOGRAM_COMPLIANCE" in recognize([photo(11)], [], display=display.pk)["reports"]


def test_each_photo_counts_once_for_the_token(photo, recognize, call):
    before = sum(KeyUsage.objects.filter(endpoint="").values_list("count", flat=True))
    images = [photo(11), photo(12)]
    uploaded = sum(KeyUsage.objects.filter(endpoint="").values_list("count", flat=True))
    recognize(images)
    assert KeyUsage.objects.get(endpoint="").count == uploaded + 2
    assert call.post("recognize/", {"images": [*images, 999]}).status_code == 400
    assert KeyUsage.objects.get(endpoint="").count == uploaded + 2
    assert before <= uploaded


def test_a_quota_that_is_used_up_is_429_and_opens_nothing(photo, caller):
    images = [photo(11), photo(12)]
    _, key = ApiKey.objects.create_key(name="small", monthly_quota=1)
    response = caller(key).post("recognize/", {"images": images})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert not Scene.objects.exists()


def test_too_many_waiting_photos_are_503_and_not_counted(photo, call, monkeypatch):
    images = [photo(11), photo(12)]
    monkeypatch.setattr("core.jobs.MAX_WAITING", 1)
    assert call.post("recognize/", {"images": images}).status_code == 503
    assert not Scene.objects.exists()
    assert not Job.objects.exists()
    assert not KeyUsage.objects.filter(count__gt=0, endpoint="").exists()


def test_the_same_request_sent_again_opens_one_scene(photo, call):
    body = {"images": [photo(11)], "report_types": ["FACING_COUNT"]}
    headers = {"Idempotency-Key": "visit-7"}
    first = call.post("recognize/", body, headers=headers)
    again = call.post("recognize/", body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert Scene.objects.count() == 1


def test_calls_are_limited_for_each_token(photo, call, shelf):
    ShelfSettings.objects.update(requestsPerMinute=2)
    body = {"images": [photo(11)], "report_types": ["FACING_COUNT"]}
    statuses = [call.post("recognize/", body).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]


@pytest.mark.parametrize("path", ["/recognize", "/api/v1.5/recognize/", "/api/data/v1.5/recognize"])
def test_every_address_of_it_works_with_and_without_a_slash(photo, call, path):
    body = {"images": [photo(11)]}
    assert call.post(path, body).status_code == 201


@pytest.mark.parametrize("body", ["[]", "{", '"text"', "7"])
def test_a_body_that_is_no_object_is_a_400(call, body):
    assert call.post("recognize/", body).status_code == 400


def test_a_token_that_was_revoked_after_the_upload_recognises_nothing_and_reads_nothing(
    photo, recognize, call, drain
):
    one = photo(11)
    opened = recognize([one])
    drain("see_photo")
    ApiKey.objects.update(revoked=True)
    assert call.post("recognize/", {"images": [one]}).status_code == 401
    report = opened["reports"]["REALOGRAM"]
    assert call.get(f"reports/{report}").status_code == 401
    # What was let in goes on: the scene ends all the same.
    drain()
    assert Report.objects.get(pk=report).status == "READY"


def test_country_and_chain_narrow_what_is_looked_for_and_the_plan_widens_it(
    photo, recognize, drain
):

    Sku.objects.filter(pk=11).update(countries=["KZ"], retail_chains=["Seven"])
    Sku.objects.filter(pk=12).update(countries=["RU"])
    one = photo(11)

    def only(**sent):
        scripted.asked.clear()
        recognize([one], **sent)
        drain()
        [asked] = scripted.asked
        return asked["only"]

    assert only() is None
    assert only(country_code="KZ") == {11, 13}
    assert only(country_code="KZ", retail_chain=" seven ") == {11, 13}
    assert only(retail_chain="Eight") == {12, 13}
    plan = Planogram.objects.create(name="Plan")
    PlanogramRecord.objects.create(planogram=plan, sku_id=12)
    display = Display.objects.create(name="Shelf", planogram=plan)
    assert only(country_code="KZ", display=display.pk) == {11, 12, 13}
    Sku.objects.update(countries=["KZ"])
    assert only(country_code="RU") is None


def test_the_scene_says_how_its_photos_lie_and_where_it_is_reached(photo, recognize):
    recognize([photo(11)], panorama_stack_height=0, panorama_stack_width=None)
    scene = Scene.objects.get()
    assert (scene.stack_height, scene.stack_width) == (None, None)
    assert scene.base_url == "http://testserver/"
    assert json.dumps(scene.model) == "{}"
