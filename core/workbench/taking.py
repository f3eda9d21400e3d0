"""Labelled photos from a ZIP into a set: sent by staff, taken one by one by a worker."""

from __future__ import annotations

from itertools import islice
from typing import Any, BinaryIO, cast

import structlog
from django.core.files.storage import default_storage
from django.db import transaction

from core import file_imports, jobs, leases
from core.errors import InvalidInput, RecognitionError
from core.models import Job
from core.photos import Photo
from core.workbench import examples, pictures
from core.workbench.answering import INTERNAL
from core.workbench.folders import NamesAlone, ZipFolder
from core.workbench.models import ExampleImport
from core.workbench.offers import Offer, Sample, Unread, offers
from core.workbench.trying import WORKER_LOST

log = structlog.get_logger(__name__)

TASK = "workbench.take_examples"
KEPT_PROBLEMS = 200


def open_import(
    offer: Offer, file: BinaryIO, *, name: str, size: int, user: Any
) -> tuple[ExampleImport, Job]:
    """Keep ``file`` and write the job that reads it, to be enqueued after the commit.

    Raises InvalidInput for a file that is no ZIP of such a set.
    """
    with ZipFolder(file) as folder:
        total = sum(1 for _ in offer.bench.samples(NamesAlone(folder)))
    with file_imports.kept(file, name) as stored, transaction.atomic():
        about = {"name": name[:255], "file": stored, "size": size, "total": total, "user": user}
        row = ExampleImport.objects.create(kind=offer.kind, **about)
        job = jobs.open_job(TASK, input={"import": row.pk})
        row.job_id = job.pk
        row.save(update_fields=["job_id"])
    return row, job


def take(job_id: str) -> None:
    """Run one attempt of an import's job."""
    job = jobs.claim(job_id)
    if job is None:
        return
    row = ExampleImport.objects.filter(pk=job.input["import"]).first()
    try:
        with leases.kept_alive(job):
            if row is not None:
                _attempt(row, job)
                file_imports.drop_file(row)
            jobs.finish(job, {})
    except jobs.LeaseLost:
        log.warning("attempt_superseded", job=job_id, attempt=job.attempts)


def _attempt(row: ExampleImport, job: Job) -> None:
    if not file_imports.take(row, job.attempts):
        return  # stopped before it began
    if jobs.is_exhausted(job):
        file_imports.end(row, error=f"{WORKER_LOST} {file_imports.GO_ON}")
        return
    try:
        _take_all(row)
        file_imports.end(row)
    except jobs.LeaseLost:
        row.refresh_from_db()
        if row.is_open:
            raise  # another attempt has it; else somebody stopped it
    except RecognitionError as error:
        file_imports.end(row, error=error.message)
    except Exception as error:  # noqa: BLE001 - the row must end, whatever went wrong
        log.error("import_failed", example_import=row.pk, error=type(error).__name__)
        file_imports.end(row, error=f"{INTERNAL} {file_imports.GO_ON}")


def _take_all(row: ExampleImport) -> None:
    """Raises LeaseLost; InvalidInput where the file is no ZIP of a set."""
    offer = offers().get(row.kind)
    if offer is None:
        raise InvalidInput("No panel offers this kind any more.")
    with default_storage.open(row.file, "rb") as file, ZipFolder(cast(BinaryIO, file)) as folder:
        for sample in islice(offer.bench.samples(folder), row.done, None):
            _take_one(offer, row, sample)
            row.done += 1


def _take_one(offer: Offer, row: ExampleImport, sample: Sample | Unread) -> None:
    if isinstance(sample, Unread):
        _leave(row, sample)
        return
    try:
        photo = pictures.checked(sample.data)
        with transaction.atomic():
            _save(offer, row, sample, photo)
    except RecognitionError as error:
        _leave(row, Unread(sample.name, error.message))


def _save(offer: Offer, row: ExampleImport, sample: Sample, photo: Photo) -> None:
    note, user = sample.note, row.user
    example, is_new = examples.save(offer, photo, sample.label, note=note, user=user)
    try:
        file_imports.advance(row, **{"new" if is_new else "known": 1})
    except jobs.LeaseLost:
        if is_new:  # its row goes with the transaction
            pictures.drop(str(example.picture.name))
        raise


def _leave(row: ExampleImport, sample: Unread) -> None:
    """Count a photo that was not taken, and keep why."""
    if len(row.problems) < KEPT_PROBLEMS:
        row.problems.append([sample.name[:120], sample.why])
    with transaction.atomic():
        file_imports.advance(row, unread=1)
        file_imports.change(row, values={"problems": row.problems})
