"""``Idempotency-Key``: the same request sent again gets the same answer and makes nothing twice.

The header's value belongs to the token that sends it and holds for 24 hours. The same value
with another path or body is refused with 422; while the first request is at work, its
twin is refused with 409 and may be sent again. Only answers that made something are kept.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request

from core.models import ApiKey
from scenes.api.bodies import body_of
from scenes.models import KeptAnswer

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
ABANDONED = timedelta(minutes=2)
"""A request that has not been answered for so long lost its web process."""


class AnsweredBefore(Exception):
    """The request was answered already; this was the answer."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


class OtherRequest(APIException):
    status_code = 422
    default_detail = f"This {HEADER} was used for another request."
    default_code = "idempotency_key_reused"


class AtWork(APIException):
    status_code = 409
    default_detail = f"The request with this {HEADER} is still at work. Please try again."
    default_code = "idempotency_key_at_work"


def begin(request: Request, key: ApiKey) -> KeptAnswer | None:
    """The place for the answer; None where the request carries no ``Idempotency-Key``.

    Raises:
        AnsweredBefore: give that answer.
        OtherRequest, AtWork, ValidationError: see the module.
    """
    name = request.headers.get(HEADER, "")
    if not name:
        return None
    if len(name) > 255 or not name.isprintable():
        raise ValidationError({"detail": f"{HEADER} has at most 255 printable characters."})
    now, digest = timezone.now(), _digest(request)
    KeptAnswer.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    place, is_new = KeptAnswer.objects.get_or_create(
        key=key, name=name, defaults={"digest": digest, "created_at": now}
    )
    if is_new:
        return place
    if place.digest != digest:
        raise OtherRequest
    if place.status is not None:
        raise AnsweredBefore(place.status, place.body)
    if not _taken_over(place, now):
        raise AtWork
    return place


def keep(place: KeptAnswer | None, status: int, body: Any) -> None:
    """Keep an answer, best in the transaction that makes what it tells of."""
    if place is not None:
        KeptAnswer.objects.filter(pk=place.pk, status=None).update(status=status, body=body)


def end(place: KeptAnswer | None, status: int, body: Any) -> None:
    """Keep the answer if it made something; else make room for the next try."""
    if place is None:
        return
    if 200 <= status < 300:
        keep(place, status, body)
    else:
        KeptAnswer.objects.filter(pk=place.pk, status=None).delete()


def _taken_over(place: KeptAnswer, now: datetime) -> bool:
    abandoned = KeptAnswer.objects.filter(pk=place.pk, status=None, created_at__lt=now - ABANDONED)
    return bool(abandoned.update(created_at=now))


def _digest(request: Request) -> str:
    """Of path and values, not of bytes: a form sent again has another boundary."""
    digest = hashlib.sha256(request.path.rstrip("/").encode())
    for name, value in sorted(body_of(request).items()):
        digest.update(json.dumps([name, _fixed(value)], sort_keys=True).encode())
    return digest.hexdigest()


def _fixed(value: Any) -> Any:
    if isinstance(value, list):
        return [_fixed(part) for part in value]
    if not isinstance(value, UploadedFile):
        return value
    content = hashlib.sha256()
    for chunk in value.chunks():
        content.update(chunk)
    value.seek(0)
    return {"file": content.hexdigest()}
