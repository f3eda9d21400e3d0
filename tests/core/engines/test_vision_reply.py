from __future__ import annotations

import time

import pytest

from core.engines.vision_reply import first_object, tokens_of


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"total_tokens": 9, "prompt_tokens": 7, "completion_tokens": 1}, 9),
        ({"prompt_tokens": 7, "completion_tokens": 1}, 8),
        ({"total_tokens": None, "prompt_tokens": 7}, 7),
        ({"total_tokens": "9"}, 0),
        ({"total_tokens": -9}, 0),
        ({"total_tokens": True}, 0),
        (None, 0),
        ([], 0),
    ],
)
def test_it_counts_tokens_however_much_of_the_usage_is_there(usage, tokens):
    assert tokens_of(usage) == tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('{"a": 1} {"a": 2}', {"a": 1}),
        ('so {this} is it: {"a": {"b": "}"}}!', {"a": {"b": "}"}}),
        ('```json\n{"a": 1}\n```', {"a": 1}),
        ('<think>{"a": 0}</think>\n{"a": 1}', {"a": 1}),
        ('<THINKING>hm</THINKING>{"a": 1}', {"a": 1}),
        ('{"a": "</think>"}', {"a": "</think>"}),
        ('{"a": 1', None),
        ("[1, 2]", None),
        ("", None),
    ],
)
def test_it_finds_the_first_whole_object(text, found):
    assert first_object(text) == found


@pytest.mark.parametrize("text", ["{" * 1_000_000, '{"a":' * 300_000, "<think>" * 200_000])
def test_it_is_not_kept_busy_by_a_hostile_answer(text):
    started = time.monotonic()
    assert first_object(text) is None
    assert time.monotonic() - started < 2
