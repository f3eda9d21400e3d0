"""What an operator is told about the settings."""

from datetime import date

import pytest
from django.utils import timezone

from recognition.models import RecognitionSettings
from recognition.operating.advice import advice

TODAY = date(2026, 11, 21)


def told(today=TODAY, **values):
    values.setdefault("AIModelName", "my-model")
    row = RecognitionSettings(**{"configured_at": timezone.now(), **values})
    return [(one.level, one.text) for one in advice(row, today=today)]


def test_sound_settings_need_no_advice():
    assert told() == []


def test_settings_that_nobody_saved_are_named_with_what_follows():
    [(level, text)] = told(configured_at=None)
    assert level == "warning"
    assert "Configuration data not found" in text


def test_a_star_among_the_domains_is_a_red_warning():
    [(level, text)] = told(allowedDomains=["example.com", "*"])
    assert level == "danger"
    assert "every page on the internet" in text


def test_a_model_without_its_key_is_a_red_warning():
    [(level, text)] = told(engines="both")
    assert level == "danger"
    assert "key" in text
    assert told(engines="both", baseUrl="http://localhost:11434/v1") == []
    assert told(engines="both", modelToken="sk-1234567890abcdef") == []


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2026, 10, 1), None),
        (date(2026, 11, 21), "warning"),
        (date(2027, 1, 14), "warning"),
        (date(2027, 1, 15), "danger"),
    ],
)
def test_a_model_in_use_that_ends_is_announced_ninety_days_ahead(today, level):
    found = told(today, AIModelName="gpt-4o-mini", engines="both", modelToken="sk-1234567890abcdef")
    assert [one for one, _ in found] == ([level] if level else [])
    assert all("14 Jan 2027" in text and "gpt-6-luna" in text for _, text in found)


def test_the_end_of_a_model_that_is_not_used_is_only_mentioned():
    assert [level for level, _ in told(AIModelName="gpt-4o-mini")] == ["info"]


def test_a_key_sent_without_tls_is_a_warning_unless_it_stays_on_this_machine():
    assert [level for level, _ in told(baseUrl="http://models.example/v1")] == ["warning"]
    assert told(baseUrl="http://127.0.0.1:8000/v1") == []


def test_the_worst_comes_first():
    levels = [
        level for level, _ in told(configured_at=None, allowedDomains=["*"], AIModelName="gpt-4o")
    ]
    assert levels == ["danger", "warning", "info"]
