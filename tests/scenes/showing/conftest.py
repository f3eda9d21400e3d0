"""The panel behind real HTTP, with engines that know the sample scene."""

from __future__ import annotations

import pytest

from scenes.showing.api_client import PanelClient
from tests.scenes.showing import knowing


@pytest.fixture
def server(live_server, shelf, settings, tmp_path):
    """The base URL of a server without a limit of calls."""
    settings.MEDIA_ROOT = tmp_path
    settings.SHELF_ENGINES = knowing.ENGINES
    text = {"BACKEND": "core.engines.scripted.ScriptedText", "OPTIONS": {"answers": []}}
    settings.ENGINES = {**settings.ENGINES, "text": text}
    return live_server.url


@pytest.fixture
def client(server, token):
    return PanelClient(server, token)
