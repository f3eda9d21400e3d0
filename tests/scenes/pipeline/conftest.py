"""Photos whose content the test paints, recognised by the real stages with scripted engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core import jobs
from core.models import Job
from scenes.models import Sku
from scenes.recognising.stage import run
from scenes.tasks import STAGES
from tests.scenes.pipeline import scripted


@pytest.fixture(autouse=True)
def engines(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SHELF_ENGINES = scripted.ENGINES
    text = {"BACKEND": "core.engines.scripted.ScriptedText", "OPTIONS": {"answers": []}}
    settings.ENGINES = {**settings.ENGINES, "text": text}
    scripted.asked.clear()


@pytest.fixture
def products(db):
    """Three SKUs, ids 11, 12 and 13, as the painted photos name them."""
    return [
        Sku.objects.create(pk=pk, name=f"Tea {pk}", size_x_mm=60, size_y_mm=90)
        for pk in (11, 12, 13)
    ]


@pytest.fixture
def photo(call, products):
    """``photo(11, 11, 12)``: the id of an upload that shows these SKUs."""

    def upload(*skus, **options):
        data = scripted.painted(*skus, **options)
        response = call.upload(SimpleUploadedFile("1.png", data).read())
        assert response.status_code == 201, response.content
        return response.json()["id"]

    return upload


@pytest.fixture
def recognize(call):
    """``recognize([1, 2], ["REALOGRAM"])``: the answer's body."""

    def post(images, report_types=("FACING_COUNT", "REALOGRAM"), **more):
        body = {"images": images, "report_types": list(report_types), **more}
        return call.made("recognize/", body)

    return post


def run_job(job):
    """One attempt of one job, and nothing that follows from it."""
    return run(str(job.pk), STAGES[job.task])


@pytest.fixture
def drain(db):
    """``drain()``: run what is queued, and what follows from it, here and in order."""

    def run(task=""):
        for _ in range(1000):
            waiting = Job.objects.filter(state=Job.State.QUEUED, task__contains=task)
            job = waiting.order_by("created_at", "pk").first()
            if job is None:
                return
            run_job(job)
        raise AssertionError("it never ends")

    return run


@pytest.fixture
def report(call):
    """``report(id)``: what GET /reports/{id} says."""

    def get(pk):
        response = call.get(f"reports/{pk}/")
        assert response.status_code == 200, response.content
        return response.json()

    return get


def its_worker_died(job, attempts=1):
    """The state a job is left in by ``kill -9``: claimed, its lease not renewed."""
    for _ in range(attempts):
        assert jobs.claim(job.pk) is not None
        long_ago = timezone.now() - timedelta(minutes=1)
        Job.objects.filter(pk=job.pk).update(lease_until=long_ago, nudged_at=long_ago)
