"""Fixtures for the whole suite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scripted_provider import Provider, scripted_provider


@pytest.fixture
def provider() -> Iterator[Provider]:
    """An OpenAI-compatible server that does what the test tells it."""
    with scripted_provider() as provider:
        yield provider
