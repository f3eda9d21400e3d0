"""Files with which operators fill the catalogue, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import FileImport, imports
from scenes.models.catalogue import PackShot


class CatalogueImport(FileImport):
    """One file on its way into the catalogue, in the order of ``scenes.catalogue_files``; one at
    a time."""

    class State(models.TextChoices):
        WAITING = imports.WAITING, _("waiting for a worker")
        READING = imports.READING, _("products are written")
        PREPARING = "preparing", _("pack shots are prepared")
        DONE = imports.DONE, _("done")
        FAILED = imports.FAILED, _("failed")
        STOPPED = imports.STOPPED, _("stopped")

    state = models.CharField(
        max_length=9, choices=State.choices, default=State.WAITING, verbose_name=_("state")
    )
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    pictures = models.PositiveIntegerField(default=0)
    pack_shots = models.ManyToManyField(PackShot, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = _("import")
        default_permissions = ("add", "view")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_open"], condition=models.Q(is_open=True), name="one_import_at_a_time"
            )
        ]
        verbose_name_plural = _("catalogue imports")


class ImportProblem(models.Model):
    """What could not be taken. ``row`` as a spreadsheet counts; ``place`` is a column or a file."""

    catalogue_import = models.ForeignKey(
        CatalogueImport, on_delete=models.CASCADE, related_name="problems"
    )
    row = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=300, blank=True)
    text = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text
