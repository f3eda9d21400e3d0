"""The settings of a vision model: where a key may be sent, how it changes, what is shown of it."""

import pytest
from django.core.exceptions import ValidationError

from core.engines.vision import OpenAICompatible
from core.vision_engine import vision_engine
from core.vision_keys import key_after, masked
from core.vision_settings import is_local_url, validate_base_url
from ocr_docs.models import OcrSettings
from recognition.models import RecognitionSettings
from tests.scripted_provider import says

KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz"
URL = "https://api.openai.com/v1"
SCHEMA = {"type": "object", "properties": {}, "additionalProperties": True}


@pytest.fixture(params=[RecognitionSettings, OcrSettings])
def panel(request):
    return request.param


@pytest.mark.parametrize("url", [URL, "http://localhost:11434/v1", "http://[::1]:8000/v1"])
def test_a_base_url_is_an_address(url):
    validate_base_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.openai.com",
        "ftp://host/v1",
        "https://",
        "https://u:p@host/v1",
        "https://host:x/",
        "https://host/v1?key=1",
        "https://host/v1#x",
        "https://[host/",
    ],
)
def test_anything_else_is_refused(url):
    with pytest.raises(ValidationError):
        validate_base_url(url)


def test_only_a_server_on_this_machine_is_local():
    assert all(map(is_local_url, ["http://localhost/v1", "http://127.0.0.1:1/", "http://[::1]/"]))
    assert not any(map(is_local_url, [URL, "http://localhost.example/v1", "http://10.0.0.1/v1"]))


def test_a_mask_shows_the_end_of_a_long_key_only():
    assert masked(KEY) == "sk-…wxyz"
    assert masked("another-secret-key") == "…-key"
    assert masked("short") == "…"
    assert masked("") == ""


def test_the_local_engines_need_no_key(panel):
    row = panel(engines="local")
    assert (row.uses_model, row.lacks_key) == (False, False)


def test_a_remote_model_needs_a_key_and_one_on_this_machine_does_not(panel):
    assert panel(engines="both").lacks_key
    assert not panel(engines="both", modelToken=KEY).lacks_key
    assert not panel(engines="both", baseUrl="http://localhost:11434/v1").lacks_key


def test_frozen_settings_hold_no_key(panel):
    row = panel(engines="both", modelToken=KEY)
    assert KEY not in str(row.frozen_model())
    assert row.frozen_model()["model"] == row.AIModelName


@pytest.mark.parametrize(
    ("typed", "remove", "after"),
    [("", False, KEY), ("sk-…wxyz", False, KEY), (" new-key ", False, "new-key"), ("", True, "")],
)
def test_a_key_is_kept_replaced_or_removed(panel, typed, remove, after):
    row = panel(modelToken=KEY)
    assert key_after(row, typed=typed, base_url=URL + "/", remove=remove) == after


def test_a_saved_key_is_not_sent_to_a_new_base_url(panel):
    row = panel(modelToken=KEY)
    other = "https://other.example/v1"
    with pytest.raises(ValidationError, match="enter the key again"):
        key_after(row, typed="", base_url=other)
    assert key_after(row, typed="new-key", base_url=other) == "new-key"
    assert key_after(panel(), typed="", base_url=other) == ""


@pytest.fixture
def saved(panel, provider, db):
    row = panel(engines="both", baseUrl=provider.base_url, modelToken=KEY, modelTimeout=30)
    row.configure()
    provider.always(says({}))
    return row


def ask(engine: OpenAICompatible):
    return engine.ask([b"\xff\xd8\xff\xe0"], system="s", question="q", schema=SCHEMA)


def test_the_engine_of_a_saved_row_asks_with_its_key(panel, saved, provider):
    ask(vision_engine(panel, saved.frozen_model()))
    assert provider.history[0].key == KEY
    assert provider.history[0].body["model"] == saved.AIModelName


def test_a_key_stays_with_the_base_url_it_was_entered_with(panel, saved, provider):
    frozen = saved.frozen_model()
    saved.baseUrl = "https://other.example/v1"
    saved.configure()
    ask(vision_engine(panel, frozen))
    assert KEY not in str(provider.history[0].headers)


def test_without_a_saved_row_no_key_is_sent(panel, provider, db):
    provider.always(says({}))
    frozen = panel(baseUrl=provider.base_url, modelToken=KEY).frozen_model()
    ask(vision_engine(panel, frozen))
    assert KEY not in str(provider.history[0].headers)
