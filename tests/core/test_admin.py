"""The server's own admin pages."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from django.utils import timezone

from core import jobs
from core.models import ApiKey, Heartbeat, Job
from core.timeline import Timeline

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>"


def url(model, page="changelist", *args):
    return reverse(f"admin:{model}_{page}", args=args)


@pytest.fixture
def failed_job():
    job = jobs.open_job(
        "recognition.test_model", input={"url": "https://a.example/p.jpg?sig=secret"}
    )
    jobs.fail(jobs.claim(job.pk), code="engine_timeout", detail=EVIL)
    return Job.objects.get(pk=job.pk)


@pytest.fixture
def timeline():
    timeline = Timeline.begin("recognition")
    timeline.describe(client=EVIL, origin="https://example.com")
    with timeline.step("image_fetch", url=EVIL) as detail:
        detail["bytes"] = 2_400_000
    timeline.mark("model_call", "engine_timeout")
    timeline.close(504, "engine_timeout")
    return timeline


def test_every_list_and_form_opens(admin_client, failed_job, timeline):
    Heartbeat.objects.create(name="worker@here", seen_at=timezone.now(), detail={"engines": {}})
    for model in ("core_timelinerequest", "core_job", "core_apikey", "core_heartbeat"):
        assert admin_client.get(url(model)).status_code == 200
    for model in ("auth_user", "auth_group", "core_apikey"):
        assert admin_client.get(url(model, "add")).status_code == 200
    assert admin_client.get(url("auth_user", "change", User.objects.get().pk)).status_code == 200
    assert (
        admin_client.get(url("auth_group", "change", Group.objects.create(name="g").pk)).status_code
        == 200
    )


def test_a_timeline_is_shown_as_a_waterfall_with_everything_escaped(admin_client, timeline):
    page = admin_client.get(url("core_timelinerequest", "change", timeline.id)).content.decode()
    assert "image_fetch" in page
    assert "2,400,000" in page
    assert re.search(r'<i style="left:[\d.]+%;width:[\d.]+%">', page)
    assert "engine_timeout" in page
    assert EVIL not in page


def test_a_timeline_is_found_by_its_id(admin_client, timeline):
    other = Timeline.begin("recognition")
    other.flush()
    page = admin_client.get(url("core_timelinerequest"), {"q": str(timeline.id)}).content.decode()
    assert str(timeline.id) in page
    assert str(other.id) not in page


def test_timelines_and_jobs_cannot_be_changed_by_hand(admin_client, failed_job, timeline):
    assert admin_client.get(url("core_job", "add")).status_code == 403
    answer = admin_client.post(url("core_job", "change", failed_job.pk), {"state": "done"})
    assert answer.status_code == 403
    assert admin_client.post(url("core_job", "delete", failed_job.pk)).status_code == 403


def test_a_jobs_page_hides_the_query_of_a_signed_url(admin_client, failed_job):
    page = admin_client.get(url("core_job", "change", failed_job.pk)).content.decode()
    assert "https://a.example/p.jpg" in page
    assert "secret" not in page
    assert EVIL not in page


def run_again(client, job, **extra):
    body = {"action": "run_again", "_selected_action": [str(job.pk)]}
    return client.post(url("core_job"), body, **extra)


def test_a_failed_job_is_queued_again_with_all_its_attempts(
    admin_client, failed_job, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as sent:
        run_again(admin_client, failed_job)
    failed_job.refresh_from_db()
    assert failed_job.state == Job.State.QUEUED
    assert (failed_job.attempts, failed_job.error_code, failed_job.finished_at) == (0, "", None)
    assert len(sent) == 1
    assert jobs.claim(failed_job.pk) is not None


def test_a_job_that_is_not_failed_is_left_alone(admin_client, django_capture_on_commit_callbacks):
    job = jobs.open_job("recognition.test_model", input={})
    jobs.finish(jobs.claim(job.pk), {"n": 1})
    with django_capture_on_commit_callbacks() as sent:
        run_again(admin_client, job)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert job.result == {"n": 1}
    assert sent == []


def test_who_may_only_look_cannot_run_jobs_again(client, failed_job, staff):
    client.force_login(staff("core.view_job"))
    assert client.get(url("core_job")).status_code == 200
    run_again(client, failed_job)
    failed_job.refresh_from_db()
    assert failed_job.state == Job.State.FAILED


@pytest.fixture
def staff():

    def make(*names):
        user = User.objects.create_user("staff", password="x", is_staff=True)
        for name in names:
            app, codename = name.split(".")
            found = Permission.objects.get(content_type__app_label=app, codename=codename)
            user.user_permissions.add(found)
        return user

    return make


def test_an_api_key_is_shown_once_and_only_its_hash_is_kept(admin_client):
    answer = admin_client.post(url("core_apikey", "add"), {"name": "till"}, follow=True)
    key = re.search(r"<code[^>]*>([^<]+)</code>", answer.content.decode())[1]
    assert ApiKey.objects.is_valid(key)
    row = ApiKey.objects.get()
    assert key.partition(".")[2] not in (row.id + row.hashed_key + str(LogEntry.objects.values()))
    again = admin_client.get(url("core_apikey")).content.decode()
    assert key not in again
    assert "till" in again


def test_a_key_is_revoked_from_the_list(admin_client):
    row, key = ApiKey.objects.create_key(name="till")
    body = {"action": "revoke", "_selected_action": [row.pk]}
    admin_client.post(url("core_apikey"), body)
    assert not ApiKey.objects.is_valid(key)


def test_an_expired_key_is_marked(admin_client):
    ApiKey.objects.create_key(name="old", expiry_date=timezone.now() - timedelta(days=1))
    assert "expired" in admin_client.get(url("core_apikey")).content.decode()


def test_the_key_table_of_the_library_is_not_offered(admin_client):
    assert "rest_framework_api_key" not in admin_client.get("/admin/").content.decode()


def test_the_side_bar_shows_only_what_one_may_open(client, staff):
    client.force_login(staff("core.view_job"))
    page = client.get(url("core_job")).content.decode()
    assert url("core_job") in page
    assert url("core_apikey") not in page
    assert url("recognition_recognitionsettings") not in page


def test_no_page_loads_anything_from_another_host(admin_client, timeline):
    for path in ("/admin/", url("core_timelinerequest", "change", timeline.id), url("core_job")):
        page = admin_client.get(path).content.decode()
        assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', page)
