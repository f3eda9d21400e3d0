"""What the dashboards of all panels share: requests counted from timelines."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from core.asked import Asked, outcome_of
from core.days import hours_of
from core.models import Job, TimelineRequest, TimelineStep
from core.shares import quantile
from core.traffic import Kept, kept, report

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
    days = report(Asked("documents", 7))["columns"]
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


def test_an_answer_narrows_the_chart_and_the_table_alike(admin_client, asked_for):
    asked_for(200, answer="book", parts=2, days_ago=1)
    other = asked_for(200, answer="meter", parts=1)
    asked_for(400, error_code="bad_request")
    found = report(Asked("documents", 7, answer="book"))
    assert [day.total for day in found["columns"]] == [0, 0, 0, 0, 0, 1, 0]
    text = admin_client.get(PAGE, {"answer": "book"}).content.decode()
    assert "Requests" in text
    assert "Answered" in text
    assert str(other.pk) not in text


def test_what_a_panel_kept_is_summed_by_answer(asked_for):
    asked_for(200, answer="book", parts=2, tokens=70)
    asked_for(200, answer="book", parts=3, client="key:b")
    asked_for(200, answer="book", parts=9, days_ago=40)
    asked_for(400)
    assert kept(Asked("documents", 30)) == {"book": Kept(2, 5, 70)}
    assert kept(Asked("documents", 30, client="B")) == {"book": Kept(1, 3, 0)}


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


@pytest.mark.parametrize("panel", ["ocr_docs", "scenes", "recognition"])
def test_the_page_shows_an_empty_panel(admin_client, panel):
    page = admin_client.get(
        f"/dashboards/{panel}?days=nonsense&outcome=x&client=%00&day=2026-02-31&answer=y"
    )
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


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "answered"), (399, "answered"), (400, "refused"), (499, "refused"), (500, "error")],
)
def test_a_status_counts_as_the_outcome_that_the_filter_finds_it_by(asked_for, status, outcome):
    asked_for(status)
    assert outcome_of(status) == outcome
    assert Asked("documents", 1, outcome=outcome).rows().count() == 1


def test_a_day_is_shown_hour_by_hour(asked_for):
    row = asked_for(200, days_ago=3)
    asked_for(200)
    found = report(Asked("documents", 30, day=timezone.localdate(row.created_at)))
    assert found["total"] == 1
    assert len(found["columns"]) == 24
    assert found["columns"][timezone.localtime(row.created_at).hour].total == 1


def test_the_day_on_which_clocks_go_back_has_25_hours():
    with timezone.override("Europe/Berlin"):
        hours = hours_of(date(2026, 10, 25))
    assert len(hours) == 25
    assert [span.begin.hour for span in hours[:4]] == [0, 1, 2, 2]


def test_a_column_leads_to_its_day_and_keeps_the_other_filters(admin_client, asked_for):
    asked_for(200, client="key:abc")
    text = admin_client.get(f"{PAGE}?days=7&client=key").content.decode()
    assert f'href="?day={timezone.localdate():%Y-%m-%d}&amp;days=7&amp;client=key"' in text
    day = admin_client.get(f"{PAGE}?day={timezone.localdate():%Y-%m-%d}").content.decode()
    assert "hour by hour" in day


@pytest.mark.parametrize("day", ["2026-02-31", "0001-01-01", "9999-12-31", "x", "2026-1-1T0"])
def test_a_day_that_no_calendar_has_counts_as_not_asked(admin_client, day):
    assert "hour by hour" not in admin_client.get(PAGE, {"day": day}).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99999", "1e3", "٣", "9" * 400])
def test_any_page_that_is_asked_for_is_there(admin_client, asked_for, page):
    asked_for(200)
    assert admin_client.get(PAGE, {"page": page}).status_code == 200


def test_long_tables_have_pages(admin_client, asked_for):
    for number in range(30):
        asked_for(200, client=f"key:{number}", days_ago=number / 30)
    first = admin_client.get(f"{PAGE}?days=7").content.decode()
    second = admin_client.get(f"{PAGE}?days=7&page=2").content.decode()
    assert "page 1 of 2" in first
    assert first.count("timeline 0") == 25
    assert second.count("timeline 0") == 5
    assert "days=7&amp;page=2#requests" in first


def test_every_request_leads_to_its_timeline(admin_client, asked_for):
    row = asked_for(200)
    text = admin_client.get(PAGE).content.decode()
    link = f"/admin/core/timelinerequest/{row.pk}/change/"
    assert link in text
    assert admin_client.get(link).status_code == 200


def test_links_are_for_those_who_may_follow_them(client, asked_for):
    row = asked_for(200)
    person = User.objects.create_user("staff", password="x", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_documentrequest"))
    client.force_login(person)
    text = client.get(PAGE).content.decode()
    assert f"/admin/core/timelinerequest/{row.pk}" not in text
    assert ">Settings</a>" not in text
    assert "/admin/ocr_docs/documentrequest/" in text


def test_what_waits_is_counted_with_the_age_of_the_oldest(admin_client):
    now = timezone.now()
    for hours in (1, 3):
        job = Job.objects.create(task="ocr_docs.read_page", nudged_at=now)
        Job.objects.filter(pk=job.pk).update(created_at=now - timedelta(hours=hours))
    Job.objects.create(task="ocr_docs.read_page", state="done", nudged_at=now)
    Job.objects.create(task="scenes.see", nudged_at=now)
    text = admin_client.get(PAGE).content.decode()
    assert "<b>2</b><small>oldest job: 3\xa0hours" in text


@pytest.mark.parametrize("panel", ["ocr_docs", "scenes", "recognition"])
def test_no_page_asks_more_of_the_database_when_more_has_happened(
    admin_client, asked_for, django_assert_max_num_queries, panel
):
    name = {"ocr_docs": "documents"}.get(panel, panel)
    for number in range(60):
        asked_for(200, panel=name, days_ago=number, steps=[("a", 1), ("b", 2)], client=f"k{number}")
    with django_assert_max_num_queries(26):
        assert admin_client.get(f"/dashboards/{panel}?days=90").status_code == 200


def test_the_page_asks_no_other_host_and_has_no_script_of_its_own_within(admin_client):
    text = admin_client.get(PAGE).content.decode()
    assert 'src="/static/core/dashboard.js" defer' in text
    part = text[text.index("t-dashboard") :]
    assert "hx-" not in part.split("dashboard.js")[0]
