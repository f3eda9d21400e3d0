"""Who changed which setting, when, and from what to what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SettingChange(models.Model):
    """One setting of one row, changed once. Written by :mod:`core.audit`, and never again.

    ``subject`` names the row as it was called then, ``setting`` the field; "" means the row
    as a whole. A secret has neither ``before`` nor ``after``.
    """

    class What(models.TextChoices):
        CHANGED = "changed", _("changed")
        GIVEN = "given", _("given")
        CLEARED = "cleared", _("cleared")
        MADE = "made", _("made")
        REVOKED = "revoked", _("revoked")
        DELETED = "deleted", _("deleted")

    class Way(models.TextChoices):
        ADMIN = "admin", _("admin")
        IMPORT = "import", _("imported file")
        COMMAND = "command", _("manage.py")
        API = "api", _("API")
        SERVER = "server", _("the server itself")

    made_at = models.DateTimeField(_("time"), default=timezone.now)
    person = models.CharField(_("person"), max_length=150, blank=True)
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    panel = models.CharField(_("panel"), max_length=50)
    table = models.CharField(max_length=100)
    subject = models.CharField(_("of what"), max_length=200)
    setting = models.CharField(_("setting"), max_length=100, blank=True)
    what = models.CharField(_("what"), max_length=10, choices=What.choices)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    class Meta:
        verbose_name = _("change of a setting")
        verbose_name_plural = _("changes of settings")
        ordering: ClassVar = ["-made_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["made_at"]),
            models.Index(fields=["table", "made_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.setting} {self.what}"
