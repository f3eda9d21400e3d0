from __future__ import annotations

import pytest

from core.engines.vision_dialect import Complaint, Dialect, adapted, first_dialect


@pytest.mark.parametrize(
    ("base_url", "cap"),
    [
        ("https://api.openai.com/v1", "max_completion_tokens"),
        ("https://res.openai.azure.com/openai/v1/", "max_completion_tokens"),
        ("http://localhost:11434/v1", "max_tokens"),
        ("https://api.openai.com.example/v1", "max_tokens"),
    ],
)
def test_it_starts_with_the_caps_name_that_the_server_documents(base_url, cap):
    assert first_dialect(base_url).caps[0] == cap


def test_every_refusal_gives_something_up_so_that_adapting_ends():
    complaint = Complaint(
        400,
        words="temperature max_tokens max_completion_tokens reasoning system message json_schema",
    )
    dialect, steps = Dialect(), 0
    while (following := adapted(dialect, complaint)) is not None:
        dialect, steps = following, steps + 1
        assert steps < 10
    assert dialect == Dialect(
        formats=("text",), caps=(), efforts=(), temperature=False, system_message=False
    )


def test_the_named_parameter_outweighs_the_words():
    words = "temperature cannot be used with this reasoning_effort"
    given_up = adapted(Dialect(), Complaint(400, param="reasoning_effort", words=words))
    assert given_up == Dialect(efforts=())


@pytest.mark.parametrize(
    "complaint",
    [
        Complaint(400, words="Invalid image."),
        Complaint(401, words="temperature"),
        Complaint(429, words="max_tokens per minute reached"),
        Complaint(500, words="temperature sensor on fire"),
        Complaint(400, code="context_length_exceeded", words="reduce max_tokens"),
    ],
)
def test_it_gives_nothing_up_for_a_refusal_about_something_else(complaint):
    assert adapted(Dialect(), complaint) is None
