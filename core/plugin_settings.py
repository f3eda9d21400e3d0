"""The one settings row of a panel, edited in the admin.

Fields hold real values with defaults, never "null means default", so "off" and
"0" can be said. Nothing is cached: a change takes effect on the next request in
every process, at a quarter of a millisecond a read.
"""

from __future__ import annotations

from typing import Self

from django.db import models, transaction
from django.utils import timezone
from solo.models import SingletonModel

from core.audit import SERVER, Author, record


class PluginSettings(SingletonModel):
    """Abstract. A row that nobody has saved yet counts as "not configured"."""

    configured_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def load(cls) -> Self | None:
        """The saved row, or None when the panel has not been configured."""
        return cls._default_manager.filter(configured_at__isnull=False).first()

    def configure(self, *, by: Author = SERVER) -> None:
        """Validate and save: from now on the panel counts as configured.

        What changes goes into the audit trail, as changed by ``by``.
        """
        self.configured_at = timezone.now()
        self.full_clean()
        with transaction.atomic():
            saved = type(self)._default_manager.select_for_update().filter(pk=self.pk)
            before = saved.filter(configured_at__isnull=False).first()
            self.save()
            record(self, before=before, by=by)
