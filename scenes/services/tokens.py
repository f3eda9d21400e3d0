"""Tokens made by a token."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.db import transaction
from django.utils import timezone

from core.audit import Author, Way, record
from core.models import ApiKey

LIFETIME = timedelta(days=90)
ALLOWED = "shelf"


def make_token(master: ApiKey) -> tuple[ApiKey, str]:
    """A new key for shelf scenes alone, with the limits of ``master``; and its text.

    It never outlives its master.
    """
    ends = timezone.now() + LIFETIME
    if master.expiry_date is not None:
        ends = min(ends, master.expiry_date)
    with transaction.atomic():
        made, text = ApiKey.objects.create_key(
            name=f"token of {master.name}"[:50],
            endpoints=[ALLOWED],
            requests_per_minute=master.requests_per_minute,
            monthly_quota=master.monthly_quota,
            expiry_date=ends,
        )
        record(made, before=None, by=Author(f"key {master.prefix}", Way.API))
    return cast(ApiKey, made), text
