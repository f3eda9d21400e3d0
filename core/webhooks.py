"""Webhooks: what a panel tells somebody else's server, at least once, holding up nobody.

A delivery is written in the transaction that makes what it tells of. A worker claims it,
sends it once, and writes down what came of that; what failed comes due again on a schedule,
and what cannot succeed is parked until somebody sends it again by hand. Every change of
state is one conditional UPDATE. A worker that dies leaves a lease that expires, and the
delivery is sent again under the same event id. To one host only ``AT_ONCE`` go at a time,
so a receiver that hangs takes no more than that of the workers' threads.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.errors import InvalidInput
from core.models import Delivery
from core.turns import take_turn
from core.url_text import MAX_URL_LENGTH, parse_url
from core.webhook_attempts import Outcome, Verdict, attempt

TASK = "webhooks.deliver"
SCHEDULE = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600, 21600))
MOST_TRIES = len(SCHEDULE) + 1
LONGEST_WAIT = timedelta(hours=6)
LEASE = timedelta(seconds=30)
AT_ONCE = 2
STALE = timedelta(seconds=20)
"""A delivery that is due and that no worker took for this long gets another message."""


def open_delivery(url: str, event: str, body: Any, *, panel: str, subject: str) -> Delivery:
    """Tell ``url`` of ``event``; call it in the transaction that makes what it tells of.

    ``body`` becomes JSON now and is sent as it is, however often. It is signed with the
    secret of ``panel`` (an app's label), if its AppConfig names one: see
    :func:`core.webhook_attempts.secret_of`. Whatever ``url`` is, this does not fail: an
    address that cannot be used parks the delivery, with the reason.
    """
    delivery = Delivery(
        panel=panel,
        event=event,
        subject=subject[:100],
        url=url[:MAX_URL_LENGTH].replace("\0", "\ufffd"),
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )
    try:
        delivery.host = parse_url(url).authority
    except InvalidInput as error:
        delivery.state, delivery.reason = Delivery.State.PARKED, error.message
        delivery.finished_at = timezone.now()
    delivery.save(force_insert=True)
    if delivery.state == Delivery.State.WAITING:
        _enqueue(delivery.pk)
    return delivery


def deliver(delivery_id: str) -> uuid.UUID | None:
    """Make one attempt, if the delivery is due; returns the next one for the same host."""
    delivery = _claim(delivery_id)
    if delivery is None:
        return None
    if delivery.tries > MOST_TRIES:
        _note(delivery, Outcome(Verdict.PARKED, "Each time the worker died in the middle."))
    else:
        _note(delivery, attempt(delivery))
    return _next_for(delivery.host)


def send_again(delivery: Delivery) -> bool:
    """Send a delivery that has ended once more, on a fresh schedule; False if it has not."""
    now = timezone.now()
    ended = (Delivery.State.PARKED, Delivery.State.STOPPED, Delivery.State.DELIVERED)
    changed = Delivery.objects.filter(pk=delivery.pk, state__in=ended).update(
        state=Delivery.State.WAITING,
        tries=0,
        reason="",
        due_at=now,
        nudged_at=now,
        finished_at=None,
    )
    if changed:
        _enqueue(delivery.pk)
    return bool(changed)


def hurry(delivery: Delivery) -> bool:
    """Make the next attempt of a waiting delivery now; False if it is not waiting."""
    now = timezone.now()
    waiting = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING)
    changed = waiting.update(due_at=now, nudged_at=now)
    if changed:
        _enqueue(delivery.pk)
    return bool(changed)


def due() -> list[uuid.UUID]:
    """Deliveries that need a message: due ones that no worker took, and expired leases."""
    now = timezone.now()
    untaken = Q(state=Delivery.State.WAITING, due_at__lte=now)
    untaken &= Q(nudged_at__lt=F("due_at")) | Q(nudged_at__lt=now - STALE)
    died = Q(state=Delivery.State.SENDING, lease_until__lt=now)
    chosen, of_host = [], Counter[str]()
    rows = Delivery.objects.filter(untaken | died).order_by("due_at").values_list("pk", "host")
    for pk, host in rows[:1000]:
        of_host[host] += 1
        if of_host[host] <= AT_ONCE:
            chosen.append(pk)
    Delivery.objects.filter(pk__in=chosen).update(nudged_at=now)
    return chosen


def purge(older_than: timedelta, *, panel: str) -> None:
    """Forget the ended deliveries of a panel that were opened longer ago than ``older_than``."""
    old = Delivery.objects.filter(panel=panel, created_at__lt=timezone.now() - older_than)
    old.exclude(state__in=(Delivery.State.WAITING, Delivery.State.SENDING)).delete()


def _enqueue(pk: uuid.UUID) -> None:
    # Robust: without a broker the row waits for the sweeper, and the caller need not know.
    transaction.on_commit(partial(current_app.send_task, TASK, [str(pk)]), robust=True)


def _claim(delivery_id: str) -> Delivery | None:
    """Take a delivery that is due, unless its host is busy with others."""
    now = timezone.now()
    row = Delivery.objects.filter(_free(), pk=delivery_id)
    host = row.values_list("host", flat=True).first()
    if host is None:
        return None
    with transaction.atomic():
        take_turn(host)
        if _busy(host, but=delivery_id) >= AT_ONCE:
            return None
        taken = row.update(
            state=Delivery.State.SENDING,
            attempts=F("attempts") + 1,
            tries=F("tries") + 1,
            lease_until=now + LEASE,
        )
    return Delivery.objects.get(pk=delivery_id) if taken else None


def _free() -> Q:
    now = timezone.now()
    waiting = Q(state=Delivery.State.WAITING, due_at__lte=now)
    return waiting | Q(state=Delivery.State.SENDING, lease_until__lt=now)


def _busy(host: str, *, but: str) -> int:
    sending = Delivery.objects.filter(host=host, state=Delivery.State.SENDING)
    return sending.filter(lease_until__gte=timezone.now()).exclude(pk=but).count()


def _next_for(host: str) -> uuid.UUID | None:
    waiting = Delivery.objects.filter(_free(), host=host).order_by("due_at")
    return waiting.values_list("pk", flat=True).first()


def _note(delivery: Delivery, outcome: Outcome) -> None:
    """Write down what came of the attempt, unless another worker has the delivery now."""
    now = timezone.now()
    mine: QuerySet[Delivery] = Delivery.objects.filter(
        pk=delivery.pk, state=Delivery.State.SENDING, attempts=delivery.attempts
    )
    if outcome.verdict is Verdict.AGAIN and delivery.tries < MOST_TRIES:
        wait = min(max(SCHEDULE[delivery.tries - 1], outcome.wait), LONGEST_WAIT)
        again = {"state": Delivery.State.WAITING, "due_at": now + wait, "lease_until": None}
        mine.update(**again, reason=outcome.reason)
        return
    states = {
        Verdict.DELIVERED: Delivery.State.DELIVERED,
        Verdict.STOPPED: Delivery.State.STOPPED,
    }
    state = states.get(outcome.verdict, Delivery.State.PARKED)
    mine.update(state=state, reason=outcome.reason, finished_at=now, lease_until=None)
