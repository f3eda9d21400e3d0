"""Imports of files: kept and opened by a person, written item by item by a worker, stopped by hand.

Each item is written in one transaction together with the count of items done, so an import
whose worker died goes on with the next item, and writes none twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, BinaryIO, TypeVar

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import F, QuerySet
from django.utils import timezone

from core import jobs
from core.models import FileImport
from core.models.imports import DONE, FAILED, READING, STOPPED

MAX_BYTES = 1024**3
GO_ON = "Send the file again to go on: what is in is not taken twice."

Row = TypeVar("Row", bound=FileImport)


@contextmanager
def kept(file: BinaryIO, name: str) -> Iterator[str]:
    """Keep a file for the worker; yields its name in the storage. It goes if the block fails."""
    file.seek(0)
    stored = default_storage.save(f"imports/{uuid.uuid4()}{PurePath(name).suffix[:5]}", File(file))
    try:
        yield stored
    except BaseException:
        default_storage.delete(stored)
        raise


def take(row: FileImport, attempt: int) -> bool:
    """Let ``attempt`` of the job write from now on; False where the import has ended."""
    taken = bool(_open(row).update(attempt=attempt, state=READING))
    row.refresh_from_db()
    return taken


def advance(row: FileImport, **counts: int) -> None:
    """Count one item as done, in the transaction that writes it.

    Raises LeaseLost where the import was stopped, or another attempt has it.
    """
    added = {name: F(name) + count for name, count in counts.items()}
    change(row, done=row.done, values={"done": row.done + 1, **added})


def end(row: FileImport, *, error: str = "") -> None:
    """Close the import. Raises LeaseLost."""
    change(row, values={"state": FAILED if error else DONE, "error": error[:500], **_closed()})


def stop(row: FileImport) -> bool:
    """End an import by hand; what is written stays. False where it has ended already."""
    return bool(_open(row).update(state=STOPPED, **_closed()))


def drop_file(row: FileImport) -> None:
    """The file of an import that has ended is of no use any more."""
    if row.file:
        default_storage.delete(row.file)
        type(row)._default_manager.filter(pk=row.pk).update(file="")


def change(row: FileImport, *, values: dict[str, Any], **where: int) -> None:
    """Write ``values`` while this attempt has the import. Raises LeaseLost."""
    if not _open(row).filter(attempt=row.attempt, **where).update(**values):
        raise jobs.LeaseLost(f"import {row.pk}")


def _open(row: Row) -> QuerySet[Row]:
    return type(row)._default_manager.filter(pk=row.pk, is_open=True)


def _closed() -> dict[str, Any]:
    return {"is_open": False, "finished_at": timezone.now()}
