"""Imports of a catalogue, opened by an operator; how they go on is in ``core.file_imports``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction

from core import file_imports, jobs
from core.file_imports import MAX_BYTES
from core.models import Job
from core.timeline import Timeline
from scenes.catalogue_files import NotReadable
from scenes.catalogue_files.plans import plan_of
from scenes.catalogue_files.problems import Problem
from scenes.models import CatalogueImport, ImportProblem

IMPORT = "scenes.import_catalogue"
BUSY = "Another import is under way. Wait until it has ended, or stop it."

State = CatalogueImport.State


def open_import(file: BinaryIO, *, name: str, size: int, user: Any) -> tuple[CatalogueImport, Job]:
    """Keep ``file`` and write the job that reads it, to be enqueued after the commit.

    Raises NotReadable with a sentence for a file that cannot be taken at all, or while
    another import is under way.
    """
    if size > MAX_BYTES:
        raise NotReadable(f"The file has more than {MAX_BYTES // 1024**2:,} MB. Send it in parts.")
    if CatalogueImport.objects.filter(is_open=True).exists():
        raise NotReadable(BUSY)
    total = len(plan_of(file).items)
    try:
        with file_imports.kept(file, name) as stored:
            return _written(name=name[:255], file=stored, size=size, total=total, user=user)
    except IntegrityError as error:
        raise NotReadable(BUSY) from error


@transaction.atomic
def _written(**values: Any) -> tuple[CatalogueImport, Job]:
    timeline = Timeline.begin("scenes")
    timeline.describe(client=f"user:{values['user']}")
    timeline.flush()
    row = CatalogueImport(**values)
    job = jobs.open_job(IMPORT, input={"import": 0}, timeline_id=timeline.id)
    row.job_id = job.pk
    row.save()
    job.input = {"import": row.pk}
    job.save(update_fields=["input"])
    return row, job


def advance(row: CatalogueImport, problems: Iterable[Problem], **counts: int) -> None:
    """Count one item as done, with what is wrong with it. As :func:`core.file_imports.advance`."""
    file_imports.advance(row, **counts)
    tell(row, problems)


def preparing(row: CatalogueImport) -> None:
    """All items are written. Raises LeaseLost."""
    file_imports.change(row, values={"state": State.PREPARING})


def tell(row: CatalogueImport, problems: Iterable[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(catalogue_import=row, row=one.row, place=one.place[:300], text=one.text[:500])
        for one in problems
    )
