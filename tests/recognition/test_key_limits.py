"""A key's endpoints and quotas, as a caller of this panel meets them."""

import pytest

from core import quotas
from core.errors import QuotaExceeded
from core.models import ApiKey, Job
from recognition.views import ENDPOINT
from tests.conftest import ANALYZE, RATE

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = {"clientUid": "c", "imageUrl": "https://example.com/a.jpg"}


def test_a_key_limited_to_other_endpoints_is_blocked(row, api, key):
    ApiKey.objects.update(endpoints=["ocr.other"])
    for path in (ANALYZE, RATE):
        body = {**GOOD, "recognitionId": "00000000-0000-0000-0000-000000000000", "rating": 1}
        answer = api(path, body, **{"X-API-Key": key})
        assert (answer.status_code, answer.json()["message"]) == (
            403,
            "Error: Request is blocked.",
        )


def test_a_used_up_quota_is_429_until_the_end_of_the_month_and_opens_no_job(row, api, key):
    ApiKey.objects.update(monthly_quota=1)
    quotas.spend(ApiKey.objects.get(), ENDPOINT)
    answer = api(ANALYZE, GOOD, **{"X-API-Key": key})
    assert answer.status_code == 429
    assert answer.json() == {"message": QuotaExceeded.message}
    assert answer["X-Error-Code"] == "quota_exceeded"
    assert 0 < int(answer["Retry-After"]) <= 31 * 86_400
    assert not Job.objects.exists()


def test_a_keys_requests_a_minute_are_its_own_limit(row, api, key):
    ApiKey.objects.update(requests_per_minute=1)
    quotas.spend(ApiKey.objects.get(), ENDPOINT)
    answer = api(ANALYZE, GOOD, **{"X-API-Key": key})
    assert (answer.status_code, answer["X-Error-Code"]) == (429, "rate_limited")


def test_an_analysis_is_charged_and_one_that_fails_is_not(row, api, key, worker, photo, photo_url):
    good = {"clientUid": "c", "imageUrl": photo_url(photo)}
    assert api(ANALYZE, good, **{"X-API-Key": key}).status_code == 200
    broken = {"clientUid": "c", "imageUrl": photo_url(b"no photo", "/broken.jpg")}
    assert api(ANALYZE, broken, **{"X-API-Key": key}).status_code == 422
    assert quotas.used(ApiKey.objects.get()) == {"": 1, ENDPOINT: 1}
