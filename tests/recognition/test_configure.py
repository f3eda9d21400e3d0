"""manage.py configure."""

import io
import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from recognition.models import RecognitionSettings

pytestmark = pytest.mark.django_db
KEY = "sk-proj-abcdefghijklmnop"


def configure(*args):
    out, err = io.StringIO(), io.StringIO()
    call_command("configure", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def saved():
    return RecognitionSettings.load()


def test_single_settings_are_changed_and_the_panel_counts_as_configured():
    configure("--set", "confidenceThreshold=0,85", "--set", "allowedDomains=a.com,B.com")
    assert saved().confidenceThreshold == Decimal("0.85")
    assert saved().allowedDomains == ["a.com", "b.com"]
    assert saved().AIModelName == "gpt-4o-mini"


def test_a_file_is_imported_and_what_it_leaves_out_is_kept(tmp_path):
    configure("--set", "titleMessage=Ours")
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"apiTokens": {"CacheResults": 0, "modelToken": KEY}}))
    _, told = configure(str(file))
    assert (saved().CacheResults, saved().titleMessage, saved().modelToken) == (False, "Ours", KEY)
    assert KEY not in told


def test_standard_input_is_read_and_a_byte_order_mark_in_a_file_is_fine(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO('{"general": {"titleMessage": "From a pipe"}}'))
    configure("-")
    assert saved().titleMessage == "From a pipe"
    file = tmp_path / "bom.json"
    file.write_text('{"general": {"titleMessage": "From Windows"}}', encoding="utf-8-sig")
    configure(str(file))
    assert saved().titleMessage == "From Windows"


def test_the_export_has_no_key_and_can_be_imported_again(tmp_path):
    configure("--set", f"modelToken={KEY}", "--set", "retentionDays=30")
    exported, _ = configure("--export")
    document = json.loads(exported)
    assert KEY[:8] not in exported
    assert document["apiTokens"]["modelToken"] == ""
    assert document["triptych"]["retentionDays"] == 30
    file = tmp_path / "export.json"
    file.write_text(exported)
    configure(str(file))
    assert saved().modelToken == KEY


def test_exporting_configures_nothing():
    configure("--export")
    assert RecognitionSettings.load() is None


def test_a_new_base_url_asks_for_the_key_again():
    configure("--set", f"modelToken={KEY}")
    with pytest.raises(CommandError, match="enter the key again"):
        configure("--set", "baseUrl=https://other.example/v1")
    assert saved().baseUrl == "https://api.openai.com/v1"
    configure("--set", "baseUrl=https://other.example/v1", "--set", "modelToken=new-key-1234")
    assert saved().modelToken == "new-key-1234"


def test_a_masked_key_keeps_the_saved_one():
    configure("--set", f"modelToken={KEY}")
    configure("--set", "modelToken=sk-…mnop")
    assert saved().modelToken == KEY


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        ("colour=red", "no such setting"),
        ("engines", "NAME=VALUE"),
        ("engines=magic", "engines"),
        ("buttonColor=red", "#rrggbb"),
        ("allowedDomains=https://a.com/", "Not a host"),
        ("baseUrl=ftp://a", "https://host"),
        ("confidenceThreshold=NaN", "number"),
        ("modelTimeout=600", "60"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason_and_nothing_is_saved(pair, why):
    with pytest.raises(CommandError, match=why):
        configure("--set", pair)
    assert saved() is None


@pytest.mark.parametrize("text", ["{", "[]", '{"general": 1}', "\x80"])
def test_a_file_that_is_no_settings_file_is_refused(tmp_path, text):
    file = tmp_path / "wrong.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(CommandError):
        configure(str(file))


def test_a_missing_file_and_a_call_without_arguments_are_told_in_words():
    with pytest.raises(CommandError, match="No such file"):
        configure("/does/not/exist.json")
    with pytest.raises(CommandError, match="Name a file"):
        configure()


def test_unknown_names_are_reported(tmp_path):
    file = tmp_path / "more.json"
    file.write_text('{"general": {"font": "Arial", "titleMessage": "Hi"}}')
    _, told = configure(str(file))
    assert "general.font" in told
    assert saved().titleMessage == "Hi"
