"""What a key may use: requests within a minute, units within a calendar month.

The total of the month is one row, changed by one conditional UPDATE, so exactly the
quota passes however many calls come at once. Usage is counted also where there is no
quota, for the admin's page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.errors import Fault, QuotaExceeded, RecognitionError
from core.models import ApiKey, KeyUsage
from core.rate_limits import count_call

_TOTAL = ""


def month_of(moment: datetime) -> date:
    """The first day of the calendar month (UTC) that ``moment`` lies in."""
    return moment.astimezone(UTC).date().replace(day=1)


def spend(key: ApiKey, endpoint: str, units: int = 1) -> None:
    """Count one request of ``units`` pages or photos, or refuse it and count nothing of it.

    Call it once for each request, outside any longer transaction.

    Raises:
        RateLimited: more requests within 60 seconds than the key is given.
        QuotaExceeded: the units do not fit into what is left of the month's quota.
    """
    count_call(f"quota:{key.prefix}", per_minute=key.requests_per_minute)
    month = month_of(timezone.now())
    with transaction.atomic():
        if not _add(key, _TOTAL, month, units, at_most=key.monthly_quota):
            raise QuotaExceeded(
                detail=f"{units} units more than {key.monthly_quota} a month",
                retry_after=_seconds_to_the_end_of(month),
            )
        _add(key, endpoint, month, units, at_most=0)


def refund(key: ApiKey, endpoint: str, units: int = 1, *, spent_at: datetime | None = None) -> None:
    """Give back units of work that failed by no fault of the caller.

    ``spent_at`` is for work that may have outlived the month in which it was counted.
    """
    counts = KeyUsage.objects.filter(
        key=key, month=month_of(spent_at or timezone.now()), count__gte=units
    )
    with transaction.atomic():
        # The total first, as in spend(): two that lock rows in different order wait for ever.
        for endpoint_or_total in (_TOTAL, endpoint):
            counts.filter(endpoint=endpoint_or_total).update(count=F("count") - units)


@contextmanager
def charged(key: ApiKey | None, endpoint: str, units: int = 1) -> Iterator[None]:
    """Spend for the work inside; refund it if it fails by no fault of the caller.

    A caller who was let in without a key is not charged. Raises as :func:`spend` does.
    """
    if key is None:
        yield
        return
    spent_at = timezone.now()
    spend(key, endpoint, units)
    try:
        yield
    except Exception as error:
        if not isinstance(error, RecognitionError) or error.fault is not Fault.CALLER:
            refund(key, endpoint, units, spent_at=spent_at)
        raise


def used(key: ApiKey) -> dict[str, int]:
    """Units used in the current month by endpoint; "" is the total."""
    rows = KeyUsage.objects.filter(key=key, month=month_of(timezone.now()))
    return {_TOTAL: 0, **dict(rows.values_list("endpoint", "count"))}


def _add(key: ApiKey, endpoint: str, month: date, units: int, *, at_most: int) -> bool:
    """Add to one count; False when it would exceed ``at_most`` (0: no limit)."""
    row = KeyUsage.objects.filter(key=key, endpoint=endpoint, month=month)
    free = row.filter(count__lte=at_most - units) if at_most else row
    if free.update(count=F("count") + units):
        return True
    KeyUsage.objects.bulk_create(
        [KeyUsage(key=key, endpoint=endpoint, month=month)], ignore_conflicts=True
    )
    return bool(free.update(count=F("count") + units))


def _seconds_to_the_end_of(month: date) -> int:
    following = (month + timedelta(days=31)).replace(day=1)
    end = datetime(following.year, following.month, 1, tzinfo=UTC)
    return max(1, math.ceil((end - timezone.now()).total_seconds()))
