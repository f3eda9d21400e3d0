"""Files of many items on their way into the database, item by item."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WAITING, READING, DONE, FAILED, STOPPED = "waiting", "reading", "done", "failed", "stopped"
"""What a ``state`` may be of each; a panel may have more between reading and done."""


class FileImport(models.Model):
    """One file that somebody sent and a worker reads: see :mod:`core.file_imports`.

    ``file`` is its name in the storage, "" once it was read. ``done`` of ``total`` items are
    written, in the order in which the panel reads the file. ``attempt`` is the job's attempt
    that may write: whoever finds another number there has lost the import to a later one.
    A subclass says what its states are called, and adds counts of its own.
    """

    name = models.CharField(_("file"), max_length=255)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    job_id = models.UUIDField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, default=WAITING)
    is_open = models.BooleanField(default=True)
    error = models.CharField(max_length=500, blank=True, verbose_name=_("error"))
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, verbose_name=_("created"))
    finished_at = models.DateTimeField(null=True, verbose_name=_("ended"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"import of {self.name}"

    @property
    def percent(self) -> int:
        """How much of it is done."""
        return 100 * self.done // self.total if self.total else 100

    @property
    def tone(self) -> str:
        """The colour of its state: info, success, warning or danger."""
        return TONES.get(self.state, "info")


TONES = {DONE: "success", FAILED: "danger", STOPPED: "warning"}
