"""Keys of calling programs, and how much of each is used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from rest_framework_api_key.models import AbstractAPIKey


class ApiKey(AbstractAPIKey):
    """A key of a calling program. Stored hashed; shown once, when it is made."""

    endpoints = models.JSONField(
        default=list, blank=True, help_text="What the key may be used for. None ticked: everything."
    )
    requests_per_minute = models.PositiveIntegerField(
        default=0,
        blank=True,
        help_text="Requests within any 60 seconds, over all endpoints together. 0: no limit.",
    )
    monthly_quota = models.PositiveIntegerField(
        default=0,
        blank=True,
        help_text="Units per calendar month (UTC), over all endpoints together: each page of a "
        "document and each photo is one. 0: no limit.",
    )

    class Meta(AbstractAPIKey.Meta):
        verbose_name = "API key"
        verbose_name_plural = "API keys"

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    def allows(self, endpoint: str) -> bool:
        """True when the key is not limited, or limited to endpoints among which this one is."""
        return not self.endpoints or endpoint in self.endpoints


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
