"""The worker's half of an import: item by item, then the features of new pack shots."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from core import file_imports, jobs
from core.errors import EngineFailed, InvalidInput, RecognitionError
from core.file_imports import GO_ON
from core.models import Job
from core.photos import Photo
from scenes import catalogue_index
from scenes.catalogue_files import NotReadable
from scenes.catalogue_files.archives import Archive, FileBroken
from scenes.catalogue_files.plans import Item, plan_of
from scenes.catalogue_files.problems import Problem
from scenes.models import CatalogueImport
from scenes.recognising.stage import Stage, code_of
from scenes.services import catalogue_imports as imports
from scenes.services.product_writing import Misfit, pack_shot, write


class ImportCatalogue(Stage):
    """One attempt of an import."""

    def work(self) -> list[Job]:
        row = self._row()
        if row is None or not file_imports.take(row, self.job.attempts):
            return self._ended(row)
        try:
            with self.timeline.step("import", file=row.name) as detail:
                self._write(row)
                detail.update(items=row.total)
            with self.timeline.step("features") as detail:
                imports.preparing(row)
                detail.update(pack_shots=catalogue_index.prepare())
        except jobs.LeaseLost:
            row.refresh_from_db()
            if row.is_open:
                raise
            return self._ended(row)
        with transaction.atomic():
            imports.tell(row, _useless(row))
            file_imports.end(row)
            jobs.finish(self.job, {})
            self.timeline.close(200)
        file_imports.drop_file(row)
        return []

    def give_up(self, error: RecognitionError) -> list[Job]:
        row = self._row()
        if row is None or not file_imports.take(row, self.job.attempts):
            return self._ended(row)
        is_ours = isinstance(error, EngineFailed)
        with transaction.atomic():
            file_imports.end(row, error=f"{error.message} {GO_ON}" if is_ours else error.message)
            jobs.fail(self.job, code=code_of(error), detail=str(error)[:2000])
            self.timeline.close(500, code_of(error))
        file_imports.drop_file(row)
        return []

    def _row(self) -> CatalogueImport | None:
        return CatalogueImport.objects.filter(pk=self.job.input["import"]).first()

    def _ended(self, row: CatalogueImport | None) -> list[Job]:
        """Somebody stopped it, or deleted its row."""
        with transaction.atomic():
            jobs.finish(self.job, {})
            self.timeline.close(200)
        if row is not None:
            file_imports.drop_file(row)
        return []

    def _write(self, row: CatalogueImport) -> None:
        with default_storage.open(row.file, "rb") as file:
            try:
                plan = plan_of(cast(BinaryIO, file))
            except NotReadable as error:
                raise InvalidInput(str(error)) from error
            for item in islice(plan.items, row.done, None):
                _write_one(row, item, plan.archive)
                row.done += 1


def _write_one(row: CatalogueImport, item: Item, archive: Archive | None) -> None:
    if item.is_bad:
        with transaction.atomic():
            imports.advance(row, item.problems)
        return
    photos, problems = _photos(item, archive)
    with ExitStack() as files:
        try:
            with transaction.atomic():
                written = write(item, photos, files)
                row.pack_shots.add(*written.shots)
                imports.advance(row, problems, pictures=len(written.shots), **{written.outcome: 1})
        except Misfit as misfit:
            with transaction.atomic():
                imports.advance(row, [*problems, _problem(item, misfit.place, str(misfit))])


def _photos(item: Item, archive: Archive | None) -> tuple[list[Photo], list[Problem]]:
    """The item's pictures that can be used, and what is wrong with it otherwise."""
    photos, problems = [], list(item.problems)
    for name in item.pictures:
        assert archive is not None
        try:
            photos.append(pack_shot(archive.unpacked(name, settings.MAX_PHOTO_BYTES)))
        except (FileBroken, RecognitionError) as error:
            said = getattr(error, "message", str(error))
            text = f"“{name}”: {said}" if item.product else said
            problems.append(_problem(item, "pictures", text))
    return photos, problems


def _problem(item: Item, column: str, text: str) -> Problem:
    if item.product is None:
        return Problem(None, item.pictures[0], text)
    return Problem(item.product.row, column, text)


def _useless(row: CatalogueImport) -> Iterator[Problem]:
    """New pack shots that nothing can be recognised by."""
    for shot in row.pack_shots.exclude(problem="").select_related("sku"):
        yield Problem(None, shot.sku.name, f"Its new pack shot is of no use: {shot.problem}")
