"""Claims, leases and the sweeper: a lost or doubled message is harmless."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from core import jobs, leases
from core.errors import EngineTimeout, EngineUnavailable
from core.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return jobs.open_job("some.task", input={"n": 1})


def expire(job):
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_job_is_claimed_once_however_often_its_message_comes(job):
    assert jobs.claim(job.pk).attempts == 1
    assert jobs.claim(job.pk) is None


def test_a_job_whose_worker_died_is_claimed_again(job):
    jobs.claim(job.pk)
    expire(job)
    assert jobs.claim(str(job.pk)).attempts == 2


def test_the_dead_worker_coming_back_changes_nothing(job):
    first = jobs.claim(job.pk)
    expire(job)
    second = jobs.claim(job.pk)
    for change in (
        lambda: jobs.finish(first, {"late": True}),
        lambda: jobs.fail(first, code="late"),
    ):
        with pytest.raises(jobs.LeaseLost):
            change()
    jobs.finish(second, {"answer": 42})
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, {"answer": 42})


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_worked_on_keeps_its_lease(job, monkeypatch):
    monkeypatch.setattr(leases, "RENEW_EVERY_S", 0.02)
    claimed = jobs.claim(job.pk)
    with leases.kept_alive(claimed):
        expire(job)
        time.sleep(0.3)
        assert jobs.claim(job.pk) is None
    expire(job)
    assert jobs.claim(job.pk) is not None


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_busy_for_a_moment_does_not_cost_the_lease(job, monkeypatch):
    monkeypatch.setattr(leases, "RENEW_EVERY_S", 0.02)
    claimed = jobs.claim(job.pk)
    mine, busy = jobs.mine, iter([True, True])

    def sometimes_busy(asked):
        if next(busy, False):
            raise OperationalError("database is locked")
        return mine(asked)

    monkeypatch.setattr(leases, "mine", sometimes_busy)
    with leases.kept_alive(claimed):
        expire(job)
        time.sleep(0.4)
        assert jobs.claim(job.pk) is None


def test_a_finished_job_is_never_claimed_again(job):
    jobs.finish(jobs.claim(job.pk), {})
    assert jobs.claim(job.pk) is None


def test_attempts_run_out(job):
    for _ in range(jobs.MAX_ATTEMPTS):
        claimed = jobs.claim(job.pk)
        assert not jobs.is_exhausted(claimed)
        expire(job)
    assert jobs.is_exhausted(jobs.claim(job.pk))


def test_the_sweeper_finds_expired_leases_and_forgotten_messages_once(job):
    running = jobs.open_job("some.task", input={})
    jobs.claim(running.pk)
    assert jobs.due() == []
    Job.objects.update(nudged_at=timezone.now() - jobs.STALE * 2)
    assert [due.pk for due in jobs.due()] == [job.pk]
    expire(running)
    Job.objects.filter(pk=running.pk).update(nudged_at=timezone.now() - timedelta(seconds=9))
    assert [due.pk for due in jobs.due()] == [running.pk]
    assert jobs.due() == []


def test_a_parked_job_is_freed_by_the_one_it_waits_for_and_keeps_its_attempts(job):
    jobs.park(jobs.claim(job.pk), "some key")
    assert jobs.claim(job.pk) is None
    assert jobs.unpark("some key") == [str(job.pk)]
    assert jobs.claim(job.pk).attempts == 1


def test_a_parked_job_whose_owner_died_is_found_by_the_sweeper(job):
    jobs.park(jobs.claim(job.pk), "some key")
    expire(job)
    Job.objects.update(nudged_at=timezone.now() - jobs.STALE * 2)
    assert [due.pk for due in jobs.due()] == [job.pk]
    assert jobs.claim(job.pk) is not None


def test_waiting_ends_with_the_finished_row_or_with_a_clear_error(job):
    with pytest.raises(EngineTimeout):
        jobs.wait_for(job.pk, deadline_s=0.05)
    jobs.finish(jobs.claim(job.pk), {"answer": 42})
    assert jobs.wait_for(job.pk, deadline_s=0.05).result == {"answer": 42}


def test_too_many_waiting_jobs_are_refused(job, monkeypatch):
    monkeypatch.setattr(jobs, "MAX_WAITING", 1)
    with pytest.raises(EngineUnavailable):
        jobs.open_job("some.task", input={})


def test_a_crowd_of_one_kind_of_jobs_holds_up_no_other_kind_and_nothing_begun(job, monkeypatch):
    monkeypatch.setattr(jobs, "MAX_WAITING", 1)
    assert jobs.open_job("another.task", input={}).state == Job.State.QUEUED
    assert jobs.open_next("some.task", input={}).state == Job.State.QUEUED
