"""Rows of the workbench: photos on trial, labelled examples, measurements over them."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import FileImport, imports, new_id

SIDES = (160, 2000)
"""Pixels of the longer side of a picture: in a list, and to look at it closely."""


class Trial(models.Model):
    """A photo that somebody tries; it is gone after a day.

    ``asked`` are the names of models to be asked besides the local engines. ``answers`` are
    plain data, as :mod:`core.workbench.trying` writes them. ``source`` is the reference of the
    low rating that the photo belongs to, "" for none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    picture = models.FileField(max_length=200, blank=True)
    url = models.CharField(max_length=2048, blank=True)
    asked = models.JSONField(default=list)
    source = models.CharField(max_length=100, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    job_id = models.UUIDField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=250, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    answers = models.JSONField(default=list)
    problem = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["created_at"])]
        default_permissions = ()
        permissions: ClassVar = [("use_workbench", _("Can use the workbench"))]
        verbose_name = _("trial")
        verbose_name_plural = _("trials")

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Example(models.Model):
    """A photo with its true answer. A photo is in the set of its kind once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    picture = models.FileField(_("picture"), max_length=200, editable=False)
    digest = models.CharField("SHA-256", max_length=64, editable=False)
    expected = models.TextField(_("true answer"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(max_length=100, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        verbose_name=_("added by"),
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "digest"], name="one_example_a_photo")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "created_at"])]
        verbose_name = _("example")
        verbose_name_plural = _("examples")

    def __str__(self) -> str:
        return f"{self.kind} {str(self.id)[-12:]}"


class Run(models.Model):
    """One measurement over the examples of a kind.

    ``engines`` are names of models, "" for the local engines. ``examples`` are the ids that
    it goes over, as they were when it began.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    engines = models.JSONField(default=list)
    examples = models.JSONField(default=list)
    threshold = models.FloatField(default=0.7)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    job_id = models.UUIDField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        default_permissions = ()
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)


class RunCase(models.Model):
    """One value of one example as one engine answered it (see ``core.evaluation.Case``).

    ``problem`` says why there was no answer. It goes with its example: whoever deletes a photo
    of a document deletes what was read from it.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="cases")
    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="+")
    engine = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    expected = models.TextField(blank=True)
    got = models.TextField(blank=True)
    right = models.BooleanField()
    confidence = models.FloatField()
    seconds = models.FloatField()
    tokens = models.PositiveIntegerField(default=0)
    notes = models.CharField(max_length=500, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.got}"


class ExampleImport(FileImport):
    """A ZIP of labelled photos on its way into the set of a kind.

    ``new`` examples came into it, ``known`` ones have the ZIP's answer now, and ``unread`` were
    not taken: ``problems`` are the first of these, as [name, why].
    """

    class State(models.TextChoices):
        WAITING = imports.WAITING, _("waiting")
        READING = imports.READING, _("running")
        DONE = imports.DONE, _("done")
        FAILED = imports.FAILED, _("failed")
        STOPPED = imports.STOPPED, _("stopped")

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-id"]
        default_permissions = ()
        verbose_name = _("import")
        verbose_name_plural = _("imports")


@receiver(post_delete, sender=Trial)
@receiver(post_delete, sender=Example)
def _drop_picture(instance: Trial | Example, **_: Any) -> None:
    """The file goes with its row, however the row goes."""
    picture = instance.picture
    if picture:
        transaction.on_commit(partial(picture.storage.delete, str(picture.name)))
