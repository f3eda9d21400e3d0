"""Keys of calling programs, and how much of each is used."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.models import AbstractAPIKey


class ApiKey(AbstractAPIKey):
    """A key of a calling program. Stored hashed; shown once, when it is made."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made out to"),
        help_text=_(
            "Who uses the key, if that person has an account here: integrators see the keys "
            "made out to them, and no others."
        ),
    )
    endpoints = models.JSONField(
        _("may be used for"),
        default=list,
        blank=True,
        help_text=_("What the key may be used for. None ticked: everything, and what comes later."),
    )
    requests_per_minute = models.PositiveIntegerField(
        _("requests per minute"),
        default=0,
        blank=True,
        help_text=_(
            "Requests within any 60 seconds, over all endpoints together; one more is refused. "
            "0: no limit."
        ),
    )
    monthly_quota = models.PositiveIntegerField(
        _("quota per month (photos and pages)"),
        default=0,
        blank=True,
        help_text=_(
            "Units per calendar month (UTC), over all endpoints together: each page of a "
            "document and each photo is one. What goes beyond is refused. 0: no limit."
        ),
    )

    class Meta(AbstractAPIKey.Meta):
        verbose_name: ClassVar[Any] = _("API key")
        verbose_name_plural: ClassVar[Any] = _("API keys")
        # Of those that one sees, and may not change otherwise.
        permissions: ClassVar = [("revoke_apikey", "Can revoke API key")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    def allows(self, endpoint: str) -> bool:
        """True when the key is not limited, or limited to endpoints among which this one is."""
        return not self.endpoints or endpoint in self.endpoints


for _name, _title in {
    "name": _("name"),
    "prefix": _("first signs"),
    "created": _("created"),
    "revoked": _("revoked"),
}.items():  # the library names them in English only
    _field: Any = ApiKey._meta.get_field(_name)
    _field.verbose_name = _title


class KeyUsage(models.Model):
    """Units that a key has used in one calendar month (UTC); ``endpoint`` "" is the total."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="usage")
    endpoint = models.CharField(max_length=100, blank=True)
    month = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "endpoint", "month"], name="one_count_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.endpoint or 'total'} {self.month:%Y-%m}: {self.count}"
