"""The dashboards of documents and shelf scenes, counted from timelines."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from core.models import TimelineRequest, TimelineStep
from core.shares import quantile
from core.traffic import Asked, report

pytestmark = pytest.mark.django_db

PAGE = "/dashboards/ocr_docs"
EVIL = "=<script>alert(1)</script>"


@pytest.fixture
def asked_for():
    """Write one request's timeline, with steps of so many milliseconds."""

    def write(status=200, *, days_ago=0, ms=100, panel="documents", steps=(), **columns):
        begin = timezone.now() - timedelta(days=days_ago)
        end = begin + timedelta(milliseconds=ms) if status else None
        row = TimelineRequest.objects.create(
            panel=panel, status=status, created_at=begin, finished_at=end, **columns
        )
        for name, duration in steps:
            TimelineStep.objects.create(
                request=row, name=name, started_at=begin, duration_ms=duration, outcome="ok"
            )
        return row

    return write


def counted(**asked):
    found = report(Asked("documents", 7, **asked))["outcomes"]
    return {name: share.count for name, share in found.items()}


def test_requests_are_counted_by_what_became_of_them(asked_for):
    for status in (200, 206, 400, 403, 500, None):
        asked_for(status)
    asked_for(200, panel="scenes")
    asked_for(200, days_ago=8)
    assert counted() == {"answered": 2, "refused": 2, "error": 1, "open": 1}


def test_each_day_has_its_own_column(asked_for):
    asked_for(200)
    asked_for(400, days_ago=3)
    asked_for(400, days_ago=3)
    days = report(Asked("documents", 7))["days"]
    assert [day.total for day in days] == [0, 0, 0, 2, 0, 0, 1]
    assert days[3].shares[1].percent == 100
    assert days[6].shares[0].percent == 50


def test_filters_narrow_by_client_and_outcome(asked_for):
    asked_for(200, client="key:abc")
    asked_for(400, client="key:xyz", error_code="bad_request")
    assert counted(client="ABC") == {"answered": 1, "refused": 0, "error": 0, "open": 0}
    assert counted(outcome="refused")["answered"] == 0
    found = report(Asked("documents", 7, outcome="refused"))
    assert [(share.label, share.count) for share in found["failures"]] == [("bad_request", 1)]


def test_durations_are_medians_and_95th_percentiles(asked_for):
    for ms in range(1, 101):
        asked_for(200, ms=ms * 10, steps=[("page_read", ms), ("validated", 0.5)])
    found = report(Asked("documents", 7))
    assert found["latency"] == {"p50": "500 ms", "p95": "950 ms"}
    slowest = found["steps"][0]
    assert (slowest.bar.label, slowest.p50, slowest.p95) == ("page_read", "50 ms", "95 ms")


def test_a_quantile_of_nothing_is_nothing():
    assert quantile([], 0.5) is None
    assert quantile([3.0], 0.95) == 3.0


@pytest.mark.parametrize("panel", ["ocr_docs", "scenes"])
def test_the_page_shows_an_empty_panel(admin_client, panel):
    page = admin_client.get(f"/dashboards/{panel}?days=nonsense&outcome=x&client=%00")
    assert page.status_code == 200
    assert "No requests in this time." in page.content.decode()


def test_what_callers_send_is_text_on_the_page(admin_client, asked_for):
    asked_for(400, client=EVIL, error_code="bad_request")
    text = admin_client.get(PAGE).content.decode()
    assert "<script>alert" not in text
    assert "=&lt;script&gt;" in text


def test_the_filtered_requests_are_exported_without_formulas(admin_client, asked_for):
    asked_for(400, client=EVIL, error_code="bad_request")
    asked_for(200)
    answer = admin_client.get(f"{PAGE}?format=csv&outcome=refused")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="documents-requests.csv"'
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["client"], row["status"]) for row in rows] == [("'" + EVIL, "400")]


def test_it_is_for_staff_who_may_see_the_panel(client):
    assert client.get(PAGE).status_code == 302
    person = User.objects.create_user("staff", password="x", is_staff=True)
    client.force_login(person)
    assert client.get(PAGE).status_code == 403
    person.user_permissions.add(Permission.objects.get(codename="view_documentrequest"))
    assert client.get(PAGE).status_code == 200


def test_another_panel_is_not_there(admin_client):
    assert admin_client.get("/dashboards/core").status_code == 404
    assert admin_client.get("/dashboards/nothing").status_code == 404
