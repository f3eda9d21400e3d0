"""Readings by content: one worker reads, the others wait, errors are never kept.

The key covers everything that can change a reading: the client, the photo's
bytes, the engines, the model, the prompt and the versions of schema and pipeline.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.models import Job
from recognition.answers import Answer
from recognition.models import CachedReading

KEEP = timedelta(days=30)
KEEP_NOTHING_FOUND = timedelta(minutes=5)


class InProgress(Exception):
    """Another job is reading the same photo; wait for it under this key."""


def key_of(parts: dict[str, Any]) -> str:
    """The cache key (64 hex digits) of a JSON-able description of what is to be read."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def look_up(key: str, job_id: uuid.UUID) -> Answer | None:
    """The cached answer, or None: then ``job_id`` owns the key and has to read.

    Raises InProgress while another living job owns it.
    """
    now = timezone.now()
    with transaction.atomic():
        entry, mine = CachedReading.objects.select_for_update().get_or_create(
            key=key, defaults={"owner": job_id}
        )
        if mine:
            return None
        if entry.answer is not None and entry.expires_at and entry.expires_at > now:
            return Answer(**{**entry.answer, "tokens": 0, "cached": True})
        alive = Q(state=Job.State.RUNNING, lease_until__gt=now)
        if entry.answer is None and Job.objects.filter(alive, pk=entry.owner).exclude(pk=job_id):
            raise InProgress(key)
        entry.owner, entry.answer = job_id, None
        entry.save(update_fields=["owner", "answer"])
    return None


def is_being_read(key: str) -> bool:
    """True while the reading under ``key`` is unfinished."""
    return CachedReading.objects.filter(key=key, answer__isnull=True).exists()


def store(key: str, job_id: uuid.UUID, answer: Answer) -> None:
    """Keep ``answer``, unless another job has taken the key over."""
    keep = KEEP if answer.serial_number else KEEP_NOTHING_FOUND
    CachedReading.objects.filter(key=key, owner=job_id).update(
        answer=dataclasses.asdict(answer), expires_at=timezone.now() + keep
    )


def give_up(key: str, job_id: uuid.UUID) -> None:
    """Forget an unfinished entry after a failure."""
    CachedReading.objects.filter(key=key, owner=job_id, answer__isnull=True).delete()


def forget(key: str) -> None:
    """Drop an entry, for example after a bad rating."""
    CachedReading.objects.filter(key=key).delete()


def purge() -> int:
    """Delete expired entries; returns how many rows went."""
    return CachedReading.objects.filter(expires_at__lt=timezone.now()).delete()[0]
