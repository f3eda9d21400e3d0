"""One attempt to deliver a webhook: send it, keep what came back, judge it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto

import structlog
from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from core.errors import AddressRefused, InvalidInput, RecognitionError
from core.models import Delivery, DeliveryAttempt
from core.posting import Answer, post
from core.webhook_signing import headers_for

log = structlog.get_logger(__name__)

DEADLINE_S = 10.0
TRY_AGAIN = frozenset({408, 425, 429})
GONE = 410


class Verdict(Enum):
    DELIVERED = auto()
    AGAIN = auto()
    PARKED = auto()
    STOPPED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """``reason`` says in words why it was not delivered; ``wait``: what the receiver asks for."""

    verdict: Verdict
    reason: str = ""
    wait: timedelta = timedelta(0)


def attempt(delivery: Delivery) -> Outcome:
    """Send ``delivery`` once. The row of the attempt is there before the first byte leaves."""
    tried = DeliveryAttempt.objects.create(delivery=delivery, number=delivery.attempts)
    started = time.perf_counter()
    outcome, answer = _sent(delivery)
    tried.duration_ms = round((time.perf_counter() - started) * 1000, 1)
    if answer is not None:
        tried.status = answer.status
        # A NUL is a character that PostgreSQL cannot keep.
        tried.answer = answer.excerpt.decode(errors="replace").replace("\0", "\ufffd")
    else:
        tried.error = outcome.reason
    tried.save()
    return outcome


def secret_of(panel: str) -> str:
    """What the panel's webhooks are signed with: its AppConfig's ``webhook_secret`` is the
    dotted path of a function that tells. Empty: they are not signed."""
    path = getattr(apps.get_app_config(panel), "webhook_secret", "")
    return str(import_string(path)()) if path else ""


def _sent(delivery: Delivery) -> tuple[Outcome, Answer | None]:
    try:
        headers = headers_for(str(delivery.pk), delivery.body, secret=secret_of(delivery.panel))
        answer = post(
            delivery.url,
            delivery.body.encode(),
            headers=headers,
            deadline_s=DEADLINE_S,
            allowed_hosts=tuple(settings.ALLOWED_PRIVATE_HOSTS),
        )
    except (AddressRefused, InvalidInput) as error:
        return Outcome(Verdict.PARKED, _said(f"{error.message} {error.detail}")), None
    except RecognitionError as error:
        return Outcome(Verdict.AGAIN, _said(error.detail or error.message)), None
    except Exception as error:
        log.exception("webhook_attempt_failed", delivery=str(delivery.pk))
        return Outcome(Verdict.PARKED, _said(f"{type(error).__name__}: {error}")), None
    return _judged(answer), answer


def _said(reason: str) -> str:
    return reason.replace("\0", "\ufffd")[:300]


def _judged(answer: Answer) -> Outcome:
    status = answer.status
    if 200 <= status < 300:
        return Outcome(Verdict.DELIVERED)
    if status == GONE:
        return Outcome(Verdict.STOPPED, "The receiver answered 410: it wants no more of this.")
    if status in TRY_AGAIN or status >= 500:
        return Outcome(Verdict.AGAIN, f"The receiver answered {status}.", _asked_wait(answer))
    if 300 <= status < 400:
        return Outcome(Verdict.PARKED, f"The receiver answered {status}, a redirect.")
    return Outcome(Verdict.PARKED, f"The receiver answered {status}.")


def _asked_wait(answer: Answer) -> timedelta:
    """What ``Retry-After`` says, in seconds or as a date; nothing where it says neither."""
    said = answer.retry_after.strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said[:9]), 10**7))
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return timedelta(0)
    zoned: datetime = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(zoned - timezone.now(), timedelta(0))
