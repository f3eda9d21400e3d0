from __future__ import annotations

import pytest

from core.engines.vision_dialect import Complaint
from core.engines.vision_failures import complaint_of, failure_of, redacted
from core.errors import EngineFailed, EngineTimeout


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"message": "m", "type": "t", "code": "c", "param": "p"}, "m"),
        ({"error": {"message": "m"}}, "m"),
        ({"error": "m"}, "m"),
        ({"detail": "m"}, "m"),
        ({"detail": [{"loc": ["body", "x"], "msg": "m", "input": "secret"}]}, "m"),
        ({"message": {"detail": [{"loc": ["body"], "msg": "m"}]}}, "m"),
        ("m", "m"),
        (None, ""),
        ({"error": None}, ""),
        ([None, 3], ""),
    ],
)
def test_it_finds_the_words_in_any_familys_error_body(body, words):
    assert complaint_of(400, body).words == words


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            "Rate limit reached. Add a payment method at example.com/account/billing",
            "provider_rate",
        ),
        ("You exceeded your current quota, please check your plan and billing", "provider_quota"),
        ("insufficient balance", "provider_quota"),
    ],
)
def test_it_tells_an_empty_account_from_a_rate_limit(words, reason):
    failure = failure_of(Complaint(429, words=words), key="k", tokens=0)
    assert isinstance(failure, EngineFailed)
    assert failure.reason == reason


def test_a_picture_that_was_refused_is_not_blamed_on_the_model():
    complaint = Complaint(400, words="You uploaded an unsupported image.")
    assert failure_of(complaint, key="k", tokens=0).message == (
        "The provider did not accept the request (400)."
    )


def test_a_gateway_that_gave_up_waiting_is_a_timeout():
    assert isinstance(failure_of(Complaint(504), key="", tokens=0), EngineTimeout)


def test_redacting_bounds_the_text_and_removes_keys_and_control_characters():
    text = redacted("key=sup3r; sk-abc123 \x1b[31m" + "x " * 500, "sup3r")
    assert text.startswith("key=***; ***  [31mx x")
    assert len(text) == 300
