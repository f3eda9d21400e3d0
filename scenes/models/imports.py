"""Files with which operators fill the catalogue, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scenes.models.catalogue import PackShot


class CatalogueImport(models.Model):
    """One file on its way into the catalogue; one at a time.

    ``file`` is its name in the storage, "" once it was read. ``done`` of ``total`` items are
    written, in the order of ``scenes.catalogue_files``. ``attempt`` is the job's attempt that
    may write: whoever finds another number there has lost the import to a later one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a worker")
        READING = "reading", _("products are written")
        PREPARING = "preparing", _("pack shots are prepared")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped")

    name = models.CharField(_("file"), max_length=255)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    job_id = models.UUIDField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=9, choices=State.choices, default=State.WAITING, verbose_name=_("state")
    )
    is_open = models.BooleanField(default=True)
    error = models.CharField(max_length=500, blank=True, verbose_name=_("error"))
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    pictures = models.PositiveIntegerField(default=0)
    pack_shots = models.ManyToManyField(PackShot, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, verbose_name=_("created"))
    finished_at = models.DateTimeField(null=True, verbose_name=_("ended"))

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

    def __str__(self) -> str:
        return f"import of {self.name}"


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
