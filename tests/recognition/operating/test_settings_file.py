"""Settings as the seed's JSON document, and back."""

import math
from decimal import Decimal

import pytest

from recognition.operating.settings_file import (
    NotASettingsFile,
    from_document,
    threshold,
    to_document,
)

SEED = {
    "general": {
        "allowedDomains": ["example.com", "localhost"],
        "buttonColor": "#007bff",
        "bgColor": "#ffffff",
        "formBgColor": "#ffffff",
        "textColor": "#333333",
        "titleMessage": "Analyze image for serial numbers",
    },
    "apiTokens": {
        "AIModelName": "gpt-4o-mini",
        "modelToken": "your-openai-api-key",
        "additionalPrompt": "Look for serial numbers on electronics...",
        "confidenceThreshold": "0.7",
        "CacheResults": 1,
    },
}
OURS = {
    "engines": "both",
    "baseUrl": "https://api.openai.com/v1",
    "modelTimeout": 30,
    "requestsPerMinute": 600,
    "tokensPerDay": 0,
    "retentionDays": 90,
    "photoDays": 7,
}


def test_the_seeds_own_example_is_read():
    values = from_document(SEED).values
    assert values["allowedDomains"] == ["example.com", "localhost"]
    assert values["confidenceThreshold"] == Decimal("0.7")
    assert values["CacheResults"] is True
    assert values["modelToken"] == "your-openai-api-key"
    assert len(values) == 11


def test_what_is_written_has_the_seeds_names_types_and_order_and_no_key():
    values = from_document(SEED | {"triptych": OURS}).values
    document = to_document(values)
    assert document == {
        "general": SEED["general"],
        "apiTokens": SEED["apiTokens"] | {"modelToken": ""},
        "triptych": OURS,
    }
    assert list(document["apiTokens"]) == list(SEED["apiTokens"])
    assert isinstance(document["apiTokens"]["confidenceThreshold"], str)
    assert type(document["apiTokens"]["CacheResults"]) is int


def test_what_was_written_is_read_back_the_same():
    values = from_document(SEED | {"triptych": OURS}).values | {"modelToken": ""}
    assert from_document(to_document(values)).values == values


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0.7", "0.7"),
        (0.7, "0.7"),
        ("0,75", "0.75"),
        (1, "1"),
        (0, "0.1"),
        ("7", "1"),
        (" .5 ", "0.5"),
    ],
)
def test_a_threshold_may_be_text_or_a_number_and_is_moved_into_its_range(given, kept):
    assert threshold(given) == Decimal(kept)


@pytest.mark.parametrize(
    "given", ["", "high", None, True, [], math.nan, "NaN", math.inf, "-Infinity"]
)
def test_a_threshold_that_is_no_number_is_refused(given):
    with pytest.raises(ValueError, match="number"):
        threshold(given)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (1, True),
        (0, False),
        ("1", True),
        ("0", False),
        (True, True),
        (False, False),
        ("true", True),
    ],
)
def test_cache_results_is_read_in_every_spelling(given, kept):
    assert from_document({"apiTokens": {"CacheResults": given}}).values == {"CacheResults": kept}


def test_domains_may_be_a_list_or_a_text():
    for given in (["a.com", "b.com"], "a.com, b.com", "a.com\nb.com"):
        assert from_document({"general": {"allowedDomains": given}}).values == {
            "allowedDomains": given
        }


def test_everything_that_is_wrong_is_told_at_once():
    wrong = {
        "general": {"allowedDomains": 7, "titleMessage": None},
        "apiTokens": {"CacheResults": "perhaps"},
        "triptych": {"retentionDays": "soon", "modelTimeout": 1.5},
    }
    with pytest.raises(NotASettingsFile) as refused:
        from_document(wrong)
    names = ["allowedDomains", "titleMessage", "CacheResults", "retentionDays", "modelTimeout"]
    assert all(any(name in p for p in refused.value.problems) for name in names)
    assert len(refused.value.problems) == 5


def test_unknown_names_are_reported_and_not_used():
    read = from_document({"general": {"titleMessage": "Hi", "font": "Arial"}, "extra": {}})
    assert read.values == {"titleMessage": "Hi"}
    assert set(read.ignored) == {"extra", "general.font"}


@pytest.mark.parametrize("document", [[], "x", None, {}, {"other": {}}, {"general": []}])
def test_something_else_is_no_settings_file(document):
    with pytest.raises(NotASettingsFile):
        from_document(document)
