"""What a key may use: exact under threads, by calendar month, given back after our faults."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import chain

import pytest
from django.db import connection

from core import quotas
from core.errors import EngineFailed, InvalidInput, QuotaExceeded, RateLimited
from core.models import ApiKey, KeyUsage

BOOK, METER = "ocr.book", "ocr.meter"


def made(**limits):
    return ApiKey.objects.create_key(name="a caller", **limits)[0]


@pytest.mark.django_db
def test_use_is_counted_by_endpoint_also_without_a_quota():
    key = made()
    quotas.spend(key, BOOK, 3)
    quotas.spend(key, BOOK)
    quotas.spend(key, METER)
    assert quotas.used(key) == {"": 5, BOOK: 4, METER: 1}


@pytest.mark.django_db
def test_the_quota_holds_for_all_endpoints_together_and_what_is_refused_is_not_counted():
    key = made(monthly_quota=5)
    quotas.spend(key, BOOK, 3)
    with pytest.raises(QuotaExceeded):
        quotas.spend(key, METER, 3)
    quotas.spend(key, METER, 2)
    with pytest.raises(QuotaExceeded):
        quotas.spend(key, BOOK)
    assert quotas.used(key) == {"": 5, BOOK: 3, METER: 2}


@pytest.mark.django_db
def test_a_document_that_never_fits_is_refused_and_leaves_no_row():
    key = made(monthly_quota=5)
    with pytest.raises(QuotaExceeded):
        quotas.spend(key, BOOK, 6)
    assert not KeyUsage.objects.exists()


@pytest.mark.django_db
def test_one_keys_use_is_not_anothers():
    first, second = made(monthly_quota=1), made(monthly_quota=1)
    quotas.spend(first, BOOK)
    quotas.spend(second, BOOK)
    assert quotas.used(first) == quotas.used(second) == {"": 1, BOOK: 1}


@pytest.mark.django_db
def test_a_used_up_quota_says_429_and_how_long_the_month_lasts(time_machine):
    time_machine.move_to(datetime(2026, 12, 31, 23, 0, tzinfo=UTC), tick=False)
    key = made(monthly_quota=1)
    quotas.spend(key, BOOK)
    with pytest.raises(QuotaExceeded) as refused:
        quotas.spend(key, BOOK)
    assert (refused.value.status, refused.value.code) == (429, "quota_exceeded")
    assert refused.value.retry_after == 3600


@pytest.mark.django_db
def test_the_next_month_begins_anew_and_the_old_one_is_kept(time_machine):
    key = made(monthly_quota=1)
    time_machine.move_to(datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), tick=False)
    quotas.spend(key, BOOK)
    time_machine.move_to(datetime(2026, 12, 1, tzinfo=UTC), tick=False)
    assert quotas.used(key) == {"": 0}
    quotas.spend(key, BOOK)
    months = KeyUsage.objects.filter(endpoint=BOOK).values_list("month", "count")
    assert set(months) == {(date(2026, 11, 1), 1), (date(2026, 12, 1), 1)}


def test_the_month_is_that_of_utc_whatever_the_time_zone():
    early_in_bangkok = datetime.fromisoformat("2026-12-01T06:30:00+07:00")
    assert quotas.month_of(early_in_bangkok) == date(2026, 11, 1)


@pytest.mark.django_db
def test_requests_a_minute_are_limited_exactly_and_the_month_is_not_charged_for_more():
    key = made(requests_per_minute=3)
    for _ in range(3):
        quotas.spend(key, BOOK, 10)
    with pytest.raises(RateLimited) as refused:
        quotas.spend(key, METER)
    assert refused.value.code == "rate_limited"
    assert 1 <= refused.value.retry_after <= 60
    assert quotas.used(key)[""] == 30


@pytest.mark.django_db
def test_a_refund_makes_room_again():
    key = made(monthly_quota=3)
    quotas.spend(key, BOOK, 3)
    quotas.refund(key, BOOK, 2)
    quotas.spend(key, METER, 2)
    assert quotas.used(key) == {"": 3, BOOK: 1, METER: 2}


@pytest.mark.django_db
def test_a_refund_goes_to_the_month_that_was_charged(time_machine):
    key = made()
    charged_at = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    time_machine.move_to(charged_at, tick=False)
    quotas.spend(key, BOOK, 3)
    time_machine.move_to(datetime(2026, 12, 1, tzinfo=UTC), tick=False)
    quotas.spend(key, BOOK, 4)
    quotas.refund(key, BOOK, 3, spent_at=charged_at)
    assert quotas.used(key) == {"": 4, BOOK: 4}
    assert KeyUsage.objects.get(month=date(2026, 11, 1), endpoint="").count == 0


@pytest.mark.django_db
def test_more_than_was_spent_is_never_given_back():
    key = made()
    quotas.spend(key, BOOK)
    quotas.refund(key, BOOK, 2)
    assert quotas.used(key) == {"": 1, BOOK: 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "left"), [(EngineFailed(), 0), (RuntimeError("a bug"), 0), (InvalidInput(), 2)]
)
def test_only_the_callers_own_faults_stay_charged(error, left):
    key = made()
    with pytest.raises(type(error)), quotas.charged(key, BOOK, 2):
        raise error
    assert quotas.used(key)[""] == left


@pytest.mark.django_db
def test_what_succeeds_is_charged_and_a_caller_without_a_key_is_not():
    key = made()
    with quotas.charged(key, BOOK, 2):
        pass
    with quotas.charged(None, BOOK, 2):
        pass
    assert [(row.endpoint, row.count) for row in KeyUsage.objects.order_by("endpoint")] == [
        ("", 2),
        (BOOK, 2),
    ]


def at_once(call, times, threads=8):
    """Run ``call(number)`` from many threads that start together; True for each that passed."""
    ready = threading.Barrier(threads)

    def work(first):
        ready.wait()
        passed = []
        try:
            for number in range(first, times, threads):
                try:
                    call(number)
                    passed.append(True)
                except RateLimited:
                    passed.append(False)
        finally:
            connection.close()
        return passed

    with ThreadPoolExecutor(threads) as pool:
        return list(chain.from_iterable(pool.map(work, range(threads))))


@pytest.mark.django_db(transaction=True)
def test_of_many_calls_at_once_exactly_the_quota_passes():
    key = made(monthly_quota=17)
    passed = at_once(lambda number: quotas.spend(key, (BOOK, METER)[number % 2]), times=48)
    assert (sum(passed), len(passed)) == (17, 48)
    counts = quotas.used(key)
    assert counts[""] == counts.get(BOOK, 0) + counts.get(METER, 0) == 17


@pytest.mark.django_db(transaction=True)
def test_spending_and_refunding_at_once_loses_nothing():
    key = made(monthly_quota=1000)
    quotas.spend(key, BOOK, 100)

    def call(number):
        (quotas.refund if number % 2 else quotas.spend)(key, BOOK, 1)

    assert all(at_once(call, times=48))
    assert quotas.used(key) == {"": 100, BOOK: 100}


@pytest.mark.django_db(transaction=True)
def test_of_many_calls_at_once_exactly_the_rate_passes():
    key = made(requests_per_minute=9)
    passed = at_once(lambda _: quotas.spend(key, BOOK), times=32)
    assert sum(passed) == 9
    assert quotas.used(key)[""] == 9
