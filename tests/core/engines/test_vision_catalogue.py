from __future__ import annotations

from datetime import date

import pytest

from core.engines.vision_catalogue import announced, shutdown_of, suggestions


def test_it_suggests_the_seeds_default_with_its_end_and_successor():
    [default] = [model for model in suggestions() if model.name == "gpt-4o-mini"]
    assert (default.ends, default.successor) == (date(2027, 1, 14), "gpt-6-luna")
    assert default.source


def test_a_successor_is_suggested_itself():
    names = {model.name for model in suggestions()}
    assert {model.successor for model in suggestions()} - {""} <= names


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("gpt-4o-mini", date(2027, 1, 14)),
        ("gpt-4o-mini-2024-07-18", date(2027, 1, 14)),
        ("openai/gpt-4o", date(2027, 1, 14)),
        (" GPT-4o ", date(2027, 1, 14)),
        ("gpt-5-mini", date(2026, 12, 11)),
        ("o4-mini", date(2026, 10, 23)),
        ("gpt-6-luna", None),
        ("qwen-of-our-own:7b", None),
        ("gpt-4o-mini-tuned", None),
        ("", None),
    ],
)
def test_it_knows_when_a_model_ends(name, ends):
    assert shutdown_of(name) == ends


def test_an_unknown_name_is_simply_unknown():
    assert announced("my-deployment") is None
