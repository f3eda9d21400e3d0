"""A worker that dies in any stage: the scene ends all the same, and each report is told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import jobs
from core.models import Delivery, Job
from core.tasks import sweep
from scenes import tasks
from scenes.models import Report, Scene, ScenePhoto
from scenes.recognising import photos, reports, views
from scenes.recognising.stage import run
from tests.scenes.pipeline.conftest import its_worker_died, run_job

HOOK = "https://example.com/hook"
STAGES = ["see_photo", "merge_views", "make_report"]


@pytest.fixture
def opened(photo, recognize):
    return recognize([photo(11, 12), photo(13)], ["FACING_COUNT", "REALOGRAM"], webhook=HOOK)


def first_job(stage):
    return Job.objects.filter(task=f"scenes.{stage}").order_by("created_at").first()


def until(stage, drain):
    """Run all stages before this one; returns its first job."""
    for earlier in STAGES[: STAGES.index(stage)]:
        drain(earlier)
    return first_job(stage)


def resume(drain):
    """What the sweeper does, and what comes of it."""
    for job in jobs.due():
        run_job(job)
    drain()


@pytest.mark.parametrize("stage", STAGES)
def test_the_stage_is_done_again_and_each_report_is_told_once(opened, drain, report, stage):
    its_worker_died(until(stage, drain))
    drain()
    resume(drain)
    assert Scene.objects.get().state == Scene.State.MERGED
    counts = report(opened["reports"]["FACING_COUNT"])["json"]
    assert [(row["sku_id"], row["count"]) for row in counts] == [(11, 1), (12, 1), (13, 1)]
    assert Report.objects.filter(status="READY").count() == 2
    assert Delivery.objects.count() == 2
    assert Job.objects.exclude(state=Job.State.DONE).count() == 0


def test_a_photo_that_kills_its_workers_is_given_up_and_the_scene_ends(opened, drain, report):
    its_worker_died(first_job("see_photo"), jobs.MAX_ATTEMPTS)
    drain()
    resume(drain)
    lost = ScenePhoto.objects.get(position=0)
    assert lost.error == "Recognition was interrupted again and again."
    counts = report(opened["reports"]["FACING_COUNT"])["json"]
    assert [(row["sku_id"], row["count"]) for row in counts] == [(13, 1)]
    assert Delivery.objects.count() == 2


def test_a_merge_that_kills_its_workers_ends_the_scene_in_error(opened, drain, report):
    its_worker_died(until("merge_views", drain), jobs.MAX_ATTEMPTS)
    resume(drain)
    scene = Scene.objects.get()
    assert (scene.state, bool(scene.finished_at)) == (Scene.State.FAILED, True)
    for pk in opened["reports"].values():
        body = report(pk)
        assert (body["status"], body["error"]) == ("ERROR", scene.error)
    assert Delivery.objects.filter(event="report.error").count() == 2


def test_a_report_that_kills_its_workers_is_an_error_and_the_others_are_not(opened, drain):
    its_worker_died(until("make_report", drain), jobs.MAX_ATTEMPTS)
    drain()
    resume(drain)
    assert sorted(Report.objects.values_list("status", flat=True)) == ["ERROR", "READY"]
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_that_comes_back_late_changes_nothing(opened, drain, stage, monkeypatch):
    """Its lease ran out in the middle of its work, and another worker did the work."""
    job = until(stage, drain)

    def overtaken(self):
        long_ago = timezone.now() - timedelta(minutes=1)
        Job.objects.filter(pk=self.job.pk).update(lease_until=long_ago)
        monkeypatch.setattr(kind, "work", work)
        run_job(job)
        drain()
        return work(self)

    kind = {
        "see_photo": photos.SeePhoto,
        "merge_views": views.MergeViews,
        "make_report": reports.MakeReport,
    }[stage]
    work = kind.work
    monkeypatch.setattr(kind, "work", overtaken)
    assert run(str(job.pk), kind) == []
    drain()
    assert Report.objects.filter(status="READY").count() == 2
    assert Delivery.objects.count() == 2
    assert Job.objects.filter(task="scenes.merge_views").count() == 1
    assert Scene.objects.get().panoramas.count() == 0


def test_a_scene_that_is_deleted_meanwhile_leaves_no_job_behind(opened, drain):
    Scene.objects.all().delete()
    drain()
    assert set(Job.objects.values_list("state", "error_code")) == {(Job.State.FAILED, "gone")}
    assert not Delivery.objects.exists()


def test_photos_that_end_together_open_one_merge(worker, photo, recognize, engines):
    """With a real worker of several threads, from the upload to the last report."""
    opened = recognize([photo(11, shade=200 + n) for n in range(8)], ["FACING_COUNT"])
    for job_id in ScenePhoto.objects.values_list("job_id", flat=True):
        jobs.wait_for(job_id, deadline_s=120)
    merged = Job.objects.get(task="scenes.merge_views")
    jobs.wait_for(merged.pk, deadline_s=120)
    made = Job.objects.get(task="scenes.make_report")
    jobs.wait_for(made.pk, deadline_s=120)
    report = Report.objects.get(pk=opened["reports"]["FACING_COUNT"])
    assert [(row["sku_id"], row["count"]) for row in report.json] == [(11, 8)]


def test_lost_messages_are_sent_again_by_the_sweeper(worker, photo, recognize, monkeypatch):
    monkeypatch.setattr("scenes.api.recognize.enqueue", lambda opened: None)
    recognize([photo(11)], ["FACING_COUNT"])
    Job.objects.update(nudged_at=timezone.now() - jobs.STALE * 2)
    sweep()
    for task in ("see_photo", "merge_views", "make_report"):
        jobs.wait_for(first_job(task).pk, deadline_s=120)
    assert Report.objects.get().status == "READY"


def test_who_ends_the_last_photo_goes_on_to_the_reports(opened):
    """Without queueing again behind the photos of other scenes."""
    first, last = Job.objects.order_by("created_at")
    tasks.see_photo(str(first.pk))
    assert Scene.objects.get().state == Scene.State.PHOTOS
    tasks.see_photo(str(last.pk))
    assert Scene.objects.get().state == Scene.State.MERGED
    assert set(Report.objects.values_list("status", flat=True)) == {"READY"}
    assert Job.objects.exclude(state=Job.State.DONE).count() == 0
