"""The list of jobs: queue, age, filters, and running them again where that does no harm."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from core import jobs
from core.jobs_admin import queue_of
from core.models import Job, new_id
from core.running_again import may_run_again

pytestmark = pytest.mark.django_db

LIST = reverse("admin:core_job_changelist")


def job_of(task, *, failed, **given):
    job = jobs.open_job(task, input=given)
    claimed = jobs.claim(job.pk)
    if failed:
        jobs.fail(claimed, code="engine_timeout", detail="No worker was free.")
    else:
        jobs.finish(claimed, {})
    job.refresh_from_db()
    return job


def page_of(client, job):
    return client.get(reverse("admin:core_job_change", args=[job.pk])).content.decode()


@pytest.mark.parametrize(
    ("task", "failed", "given", "may"),
    [
        ("recognition.analyze", True, {"url": "https://a.example/p.jpg", "upload": ""}, True),
        ("recognition.analyze", True, {"url": "", "upload": "a-photo-that-is-gone"}, False),
        ("recognition.analyze", False, {"url": "https://a.example/p.jpg", "upload": ""}, False),
        ("scenes.make_report", True, {"report": 1}, True),
        ("scenes.make_report", False, {"report": 1}, True),
        ("scenes.see_photo", True, {"scene": 1, "position": 0}, False),
        ("scenes.merge_views", True, {"scene": 1}, False),
        ("scenes.import_catalogue", True, {"import": 1}, False),
        ("ocr_docs.read_page", True, {"page": 1}, False),
        ("some.task", True, {}, False),
    ],
)
def test_a_job_is_run_again_only_where_its_panel_says_that_it_does_no_harm(
    admin_client, django_capture_on_commit_callbacks, task, failed, given, may
):
    job = job_of(task, failed=failed, **given)
    assert may_run_again(job) is may
    assert ('value="run_again"' in page_of(admin_client, job)) is may
    with django_capture_on_commit_callbacks() as sent:
        body = {"action": "run_again", "_selected_action": [str(job.pk)]}
        told = admin_client.post(LIST, body, follow=True).content.decode()
    assert f"{int(may)} of 1 job runs again." in told
    assert len(sent) == int(may)
    before = job.state
    job.refresh_from_db()
    assert job.state == ("queued" if may else before)


def test_a_job_that_waits_or_runs_is_not_run_again():
    waiting = jobs.open_job("scenes.make_report", input={"report": 1})
    assert not may_run_again(waiting)
    assert not may_run_again(jobs.claim(waiting.pk))


def test_the_list_shows_queue_attempts_and_age_and_filters_by_queue(admin_client):
    report = job_of("scenes.make_report", failed=True, report=1)
    page = job_of("ocr_docs.read_page", failed=False, page=1)
    sweep = job_of("core.something", failed=False)
    whole = admin_client.get(LIST)
    assert whole.status_code == 200
    for queue, row in (("scenes", report), ("ocr", page), ("housekeeping", sweep)):
        assert queue_of(row.task) == queue
        found = admin_client.get(LIST, {"queue": queue}).context["cl"].queryset
        assert list(found) == [row]


def test_jobs_are_found_by_their_id_their_timeline_or_their_error(admin_client):
    timeline = new_id()
    asked = jobs.open_job("scenes.make_report", input={}, timeline_id=timeline)
    failed = job_of("recognition.test_model", failed=True)
    for term, row in ((asked.pk, asked), (timeline, asked), ("no worker", failed)):
        found = admin_client.get(LIST, {"q": str(term)}).context["cl"].queryset
        assert list(found) == [row]


def test_who_may_only_look_gets_no_button(client):
    user = User.objects.create_user("staff", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_job"))
    client.force_login(user)
    job = job_of("scenes.make_report", failed=True, report=1)
    assert 'value="run_again"' not in page_of(client, job)
    assert Job.objects.get().state == Job.State.FAILED
