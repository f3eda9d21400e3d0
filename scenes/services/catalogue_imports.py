"""Imports of a catalogue: opened by an operator, closed by a worker or stopped by hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from core import jobs
from core.models import Job
from core.timeline import Timeline
from scenes.catalogue_files import NotReadable
from scenes.catalogue_files.plans import plan_of
from scenes.catalogue_files.problems import Problem
from scenes.models import CatalogueImport, ImportProblem

IMPORT = "scenes.import_catalogue"
MAX_BYTES = 1024**3
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
    file.seek(0)
    kept = default_storage.save(f"imports/{uuid.uuid4()}{PurePath(name).suffix[:5]}", File(file))
    try:
        return _written(name=name[:255], file=kept, size=size, total=total, user=user)
    except BaseException as error:
        default_storage.delete(kept)
        if isinstance(error, IntegrityError):
            raise NotReadable(BUSY) from error
        raise


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


def take(row: CatalogueImport, attempt: int) -> bool:
    """Let ``attempt`` of the job write from now on; False where the import has ended."""
    mine = CatalogueImport.objects.filter(pk=row.pk, is_open=True)
    taken = bool(mine.update(attempt=attempt, state=State.READING))
    row.refresh_from_db()
    return taken


def advance(row: CatalogueImport, problems: Iterable[Problem], **counts: int) -> None:
    """Count one item as done, in the transaction that writes it.

    Raises LeaseLost where the import was stopped, or another attempt has it.
    """
    added = {name: F(name) + count for name, count in counts.items()}
    _change(row, done=row.done, values={"done": row.done + 1, **added})
    tell(row, problems)


def preparing(row: CatalogueImport) -> None:
    """All items are written. Raises LeaseLost."""
    _change(row, values={"state": State.PREPARING})


def end(row: CatalogueImport, *, error: str = "") -> None:
    """Close the import. Raises LeaseLost."""
    state = State.FAILED if error else State.DONE
    _change(row, values={"state": state, "error": error[:500], **_closed()})


def stop(row: CatalogueImport) -> bool:
    """End an import by hand; what is written stays. False where it has ended already."""
    mine = CatalogueImport.objects.filter(pk=row.pk, is_open=True)
    return bool(mine.update(state=State.STOPPED, **_closed()))


def drop_file(row: CatalogueImport) -> None:
    """The file of an import that has ended is of no use any more."""
    if row.file:
        default_storage.delete(row.file)
        CatalogueImport.objects.filter(pk=row.pk).update(file="")


def tell(row: CatalogueImport, problems: Iterable[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(catalogue_import=row, row=one.row, place=one.place[:300], text=one.text[:500])
        for one in problems
    )


def _closed() -> dict[str, Any]:
    return {"is_open": False, "finished_at": timezone.now()}


def _change(row: CatalogueImport, *, values: dict[str, Any], **where: int) -> None:
    mine = CatalogueImport.objects.filter(pk=row.pk, is_open=True, attempt=row.attempt, **where)
    if not mine.update(**values):
        raise jobs.LeaseLost(f"import {row.pk}")
