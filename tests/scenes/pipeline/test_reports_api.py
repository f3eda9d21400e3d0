"""Reports as they are polled, listed and made anew."""

import re

import pytest

from core.models import Delivery, Job, KeyUsage
from scenes.models import (
    Display,
    MustHaveList,
    MustHaveRecord,
    Planogram,
    PlanogramRecord,
    Report,
    Scene,
    ScenePhoto,
    ShelfSettings,
    Visit,
)
from tests.scenes.pipeline import scripted
from tests.scenes.pipeline.conftest import run_job

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
HOOK = "https://example.com/hook"


@pytest.fixture
def display(products):
    """A display whose must-have list asks for SKU 12."""
    wanted = MustHaveList.objects.create(name="Must")
    MustHaveRecord.objects.create(musthavelist=wanted, sku_id=12)
    return Display.objects.create(name="Shelf", musthavelist=wanted)


def test_json_is_there_when_ready_and_error_when_in_error(photo, recognize, drain, report):
    opened = recognize([photo(11)], ["FACING_COUNT", "MHL_COMPLIANCE"])
    waiting = report(opened["reports"]["FACING_COUNT"])
    assert (waiting["status"], "json" in waiting, "error" in waiting) == ("NOT_READY", False, False)
    drain()
    ready = report(opened["reports"]["FACING_COUNT"])
    assert ready | {"created_date": "", "updated_date": ""} == {
        "id": opened["reports"]["FACING_COUNT"],
        "status": "READY",
        "report_type": "FACING_COUNT",
        "created_date": "",
        "updated_date": "",
        "visit": opened["visit"],
        "previous_report": None,
        "scene": opened["scene"],
        "json": ready["json"],
    }
    assert MOMENT.fullmatch(ready["created_date"])
    assert MOMENT.fullmatch(ready["updated_date"])
    failed = report(opened["reports"]["MHL_COMPLIANCE"])
    assert (failed["status"], "json" in failed) == ("ERROR", False)
    assert isinstance(failed["error"], str)


def test_the_alias_data_is_a_setting(photo, recognize, drain, report):
    pk = recognize([photo(11)])["reports"]["FACING_COUNT"]
    drain()
    assert "data" not in report(pk)
    ShelfSettings.objects.update(alsoData=True)
    body = report(pk)
    assert body["data"] == body["json"]


def test_an_unknown_report_is_a_404(call):
    for pk in ("7", str(10**30), "0"):
        response = call.get(f"reports/{pk}/")
        assert (response.status_code, "detail" in response.json()) == (404, True)


def test_the_report_before_is_of_the_same_type_display_and_shop(photo, recognize, display, report):
    def opened(shop, **more):
        visit = Visit.objects.create(shop=shop)
        made = recognize([photo(11)], ["FACING_COUNT"], visit=visit.pk, **more)
        return made["reports"]["FACING_COUNT"]

    first = opened("S1", display=display.pk)
    others = [opened("S2", display=display.pk), opened("S1"), opened(None, display=display.pk)]
    second, third = opened("S1", display=display.pk), opened("S1", display=display.pk)
    assert [report(pk)["previous_report"] for pk in (first, *others)] == [None] * 4
    assert report(second)["previous_report"] == first
    assert report(third)["previous_report"] == second


def test_reports_are_listed_and_narrowed(photo, recognize, drain, display, call):
    one = recognize([photo(11)], ["FACING_COUNT", "REALOGRAM"], display=display.pk)
    drain()
    two = recognize([photo(12)], ["FACING_COUNT"], display=[display.pk + 70, display.pk][1:])
    three = recognize([photo(13)], ["REALOGRAM_1_5"])

    def ids(query=""):
        body = call.get(f"reports/?{query}").json()
        assert body["count"] == len(body["results"])
        return [row["id"] for row in body["results"]]

    mine = [*one["reports"].values(), *two["reports"].values(), *three["reports"].values()]
    assert ids() == sorted(mine)
    assert ids("status=READY") == list(one["reports"].values())
    assert ids("report_type=FACING_COUNT_1_5") == [mine[0], mine[2]]
    assert ids("report_type=NO_SUCH") == []
    assert ids(f"visit={two['visit']}") == [mine[2]]
    assert ids(f"scene={one['scene']}") == ids(f"scene={one['id']}") == mine[:2]
    assert ids(f"display={display.pk}") == mine[:3]
    assert ids(f"display={display.pk}1") == []
    created = Report.objects.get(pk=mine[2]).created_date.isoformat().replace("+00:00", "Z")
    assert ids(f"created_date_from={created}") == mine[2:]
    assert ids(f"created_date_to={created}") == mine[:3]
    assert ids("status=&visit=") == mine
    row = call.get("reports/?limit=1&offset=1").json()["results"][0]
    assert list(row) == ["id", "status", "report_type", "created_date", "updated_date", "visit"]
    assert call.get("reports/", {"limit": 2}).json()["next"] is not None


@pytest.mark.parametrize("query", ["status=DONE", "visit=x", "created_date_from=soon"])
def test_a_filter_that_means_nothing_is_told(call, query):
    response = call.get(f"reports/?{query}")
    assert (response.status_code, list(response.json())) == (400, [query.split("=")[0]])


def test_master_data_that_changed_count_after_force_update_without_recognising(
    photo, recognize, drain, report, display, call
):
    opened = recognize([photo(11)], ["MHL_COMPLIANCE", "FACING_COUNT"], display=display.pk)
    drain()
    must_have = opened["reports"]["MHL_COMPLIANCE"]
    before = report(must_have)
    assert [r["compliant"] for r in before["json"]["records"]] == [False]
    MustHaveRecord.objects.update(sku_id=11)
    scripted.asked.clear()
    response = call.post("reports/force_update/", {"reports": [must_have]})
    assert (response.status_code, response.json()) == (200, {"reports": [must_have]})
    assert report(must_have)["status"] == "NOT_READY"
    drain()
    after = report(must_have)
    assert [r["compliant"] for r in after["json"]["records"]] == [True]
    assert after["updated_date"] > before["updated_date"]
    assert after["created_date"] == before["created_date"]
    assert scripted.asked == []


def test_unchanged_master_data_give_the_same_reports(
    photo, recognize, drain, report, display, call
):
    names = [
        "FACING_COUNT",
        "SHARE_OF_SPACE",
        "REALOGRAM",
        "PRICE_TAGS",
        "MHL_COMPLIANCE",
        "PLANOGRAM_COMPLIANCE",
        "PANORAMA",
    ]
    plan = Planogram.objects.create(name="Plan", display=display)
    PlanogramRecord.objects.create(planogram=plan, sku_id=12, facing_x=2)
    opened = recognize([photo(11, (12, 20, 13)), photo(12)], names, display=display.pk)
    drain()
    ids = list(opened["reports"].values())
    before = [report(pk)["json"] for pk in ids]
    assert all(body is not None for body in before)
    assert call.post("reports/force_update", {"reports": [str(pk) for pk in ids]}).json() == {
        "reports": ids
    }
    drain()
    assert [report(pk)["json"] for pk in ids] == before


def test_unknown_reports_are_listed_and_nothing_is_changed(photo, recognize, drain, report, call):
    pk = recognize([photo(11)])["reports"]["FACING_COUNT"]
    drain()
    response = call.post("reports/force_update/", {"reports": [pk, 901, 902]})
    assert (response.status_code, list(response.json())) == (400, ["reports"])
    assert "901, 902" in response.json()["reports"][0]
    assert report(pk)["status"] == "READY"


@pytest.mark.parametrize("body", [{}, {"reports": []}, {"reports": "x"}, {"reports": None}])
def test_force_update_needs_reports(call, body):
    response = call.post("reports/force_update/", body)
    assert (response.status_code, list(response.json())) == (400, ["reports"])


def test_force_update_refuses_a_private_webhook(photo, recognize, call):
    pk = recognize([photo(11)])["reports"]["FACING_COUNT"]
    body = {"reports": [pk], "webhook": "http://10.0.0.1/"}
    assert list(call.post("reports/force_update/", body).json()) == ["webhook"]


def test_an_update_asked_for_while_photos_are_recognised_waits_for_them(
    photo, recognize, drain, report, call
):
    pk = recognize([photo(11)], ["FACING_COUNT"], webhook=HOOK)["reports"]["FACING_COUNT"]
    call.post("reports/force_update/", {"reports": [pk], "webhook": HOOK + "2"})
    drain("make_report")
    assert Job.objects.get(task="scenes.make_report").state == Job.State.WAITING
    drain()
    assert report(pk)["status"] == "READY"
    assert Job.objects.exclude(state=Job.State.DONE).count() == 0
    # Each of the two who asked is told once.
    assert sorted(Delivery.objects.values_list("url", flat=True)) == [HOOK, HOOK + "2"]


def test_of_two_updates_the_later_one_stays(photo, recognize, drain, report, display, call):
    pk = recognize([photo(11)], ["MHL_COMPLIANCE"], display=display.pk)["reports"]["MHL_COMPLIANCE"]
    drain()
    for _ in range(2):
        call.post("reports/force_update/", {"reports": [pk]})
    first, second = Job.objects.filter(state=Job.State.QUEUED).order_by("created_at")
    MustHaveRecord.objects.update(sku_id=11)
    run_job(second)
    MustHaveRecord.objects.update(sku_id=13)
    run_job(first)
    assert report(pk)["json"]["records"][0]["compliant"] is True


def test_a_scene_that_failed_stays_an_error_when_it_is_made_anew(
    photo, recognize, drain, report, settings, call
):
    settings.SHELF_ENGINES = {**scripted.ENGINES, "see": f"{scripted.__name__}.broken"}
    pk = recognize([photo(11)])["reports"]["FACING_COUNT"]
    drain()
    call.post("reports/force_update/", {"reports": [pk]})
    drain()
    body = report(pk)
    assert (body["status"], body["error"]) == ("ERROR", Scene.objects.get().error)


def test_each_report_is_told_to_its_webhook_once_with_errors_too(
    photo, recognize, drain, call, settings
):
    opened = recognize([photo(11)], ["FACING_COUNT", "MHL_COMPLIANCE"], webhook=HOOK)
    drain()
    events = sorted(Delivery.objects.values_list("event", flat=True))
    assert events == ["report.error", "report.ready"]
    call.post("reports/force_update/", {"reports": list(opened["reports"].values())})
    drain()
    assert Delivery.objects.count() == 2


def test_a_photo_that_failed_by_no_fault_of_the_caller_is_given_back(
    photo, recognize, drain, settings
):
    settings.SHELF_ENGINES = {**scripted.ENGINES, "see": f"{scripted.__name__}.broken"}
    one = photo(11)
    before = KeyUsage.objects.filter(endpoint="").values_list("count", flat=True).first() or 0
    recognize([one])
    assert KeyUsage.objects.get(endpoint="").count == before + 1
    drain()
    assert KeyUsage.objects.get(endpoint="").count == before
    assert ScenePhoto.objects.get().error == "Something went wrong on our side."
