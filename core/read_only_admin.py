"""Admin pages for rows that the server writes and people only read."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core.beside_admin import BesideAdmin


class ReadOnlyAdmin(BesideAdmin):
    """Nothing is added, changed or deleted by hand; actions name their own permission."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def moment(time: datetime | None) -> str:
    """``2026-11-21 03:01:46 UTC`` in the server's time zone; "–" for none."""
    return f"{timezone.localtime(time):%Y-%m-%d %H:%M:%S %Z}" if time else "–"


def by_id(term: str) -> uuid.UUID | None:
    """The id that was typed; None if it is none."""
    try:
        return uuid.UUID(term.strip())
    except ValueError:
        return None
