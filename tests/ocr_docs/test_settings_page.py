"""The settings page of the documents panel."""

import json
import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection

from ocr_docs.models import OcrSettings
from ocr_docs.operating.advice import advice

pytestmark = pytest.mark.django_db

PAGE = "/admin/ocr_docs/ocrsettings/"
KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz"
FORM = {
    "errorCodes": "numbers",
    "pageLimit": "40",
    "deadlineSeconds": "50",
    "tokensPerDay": "0",
    "retentionHours": "2",
    "historyDays": "30",
    "engines": "local",
    "AIModelName": "gpt-6-luna",
    "baseUrl": "https://api.openai.com/v1",
    "modelToken": "",
    "modelTimeout": "20",
}


def saved():
    return OcrSettings.load()


def save(client, **changes):
    return client.post(PAGE, FORM | changes, follow=True).content.decode()


@pytest.fixture
def keyed(admin_client):
    save(admin_client, modelToken=KEY)
    assert saved().modelToken == KEY
    return admin_client


def test_opening_the_page_saves_nothing_and_says_that_the_defaults_are_in_force(admin_client):
    page = admin_client.get(PAGE)
    assert page.status_code == 200
    assert "the values below are in force" in page.content.decode()
    assert saved() is None


def test_saving_takes_effect(admin_client):
    assert "Saved." in save(admin_client)
    row = saved()
    assert (row.errorCodes, row.pageLimit, row.deadlineSeconds) == ("numbers", 40, 50)
    assert (row.retentionHours, row.historyDays, row.engines) == (2, 30, "local")


def test_fields_stand_in_their_four_groups(admin_client):
    page = admin_client.get(PAGE).content.decode()
    for title in ("Answers", "Limits", "Privacy", "Engines and model"):
        assert re.search(rf"<h2[^>]*>\s*{title}\s*</h2>", page)
    fields = ("errorCodes", "pageLimit", "historyDays", "engines", "modelTimeout")
    places = [page.index(f'name="{field}"') for field in fields]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("errorCodes", "poems"),
        ("pageLimit", "0"),
        ("deadlineSeconds", "0"),
        ("retentionHours", "-1"),
        ("engines", "model"),
        ("modelTimeout", "61"),
        ("baseUrl", "file:///etc/passwd"),
        ("baseUrl", "https://user:password@host/v1"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_saved(admin_client, name, value):
    page = save(admin_client, **{name: value})
    assert "Saved." not in page
    assert "errorlist" in page
    assert saved() is None


def test_the_key_never_comes_back(keyed):
    pages = [keyed.get(PAGE).content.decode(), save(keyed, pageLimit="0")]
    pages += [keyed.get(f"{PAGE}history/").content.decode(), save(keyed, modelToken=KEY + "2")]
    for page in pages:
        assert "abcdefgh" not in page
    assert "a key is saved (sk-…wxyz)" in pages[0]


def test_the_key_is_in_no_log_entry_no_dump_and_not_readable_in_the_database(keyed, tmp_path):
    assert KEY not in json.dumps(list(LogEntry.objects.values()), default=str)
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "ocr_docs.ocrsettings", output=str(dump), verbosity=0)
    assert "abcdefgh" not in dump.read_text()
    with connection.cursor() as cursor:
        cursor.execute('SELECT "modelToken" FROM ocr_docs_ocrsettings')
        assert cursor.fetchone()[0].startswith("fernet:")


def test_an_empty_field_keeps_the_saved_key_and_removal_takes_it_away(keyed):
    save(keyed, pageLimit="41")
    assert (saved().modelToken, saved().pageLimit) == (KEY, 41)
    save(keyed, removeToken="on")
    assert saved().modelToken == ""


def test_a_new_base_url_demands_the_key_again(keyed):
    assert "enter the key again" in save(keyed, baseUrl="https://evil.example/v1")
    assert saved().baseUrl == "https://api.openai.com/v1"
    save(keyed, baseUrl="https://other.example/v1", modelToken="the-key-of-the-other")
    assert saved().modelToken == "the-key-of-the-other"


@pytest.fixture
def onlooker(client):
    user = User.objects.create_user("onlooker", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_ocrsettings"))
    client.force_login(user)
    return client


def test_who_may_only_look_sees_no_key_and_changes_nothing(keyed, onlooker):
    page = onlooker.get(PAGE)
    assert page.status_code == 200
    assert "abcdefgh" not in page.content.decode()
    assert not re.search(r"[Mm]odel key", page.content.decode())
    assert onlooker.post(PAGE, FORM | {"pageLimit": "7"}).status_code == 403
    assert saved().pageLimit == 40


def test_a_stranger_is_sent_to_the_login(client):
    answer = client.get(PAGE)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def told(**values):
    row = OcrSettings(AIModelName="my-model", modelToken="k", baseUrl="https://m.example/v1")
    row.configured_at = "now"
    for name, value in values.items():
        setattr(row, name, value)
    return [(one.level, one.text) for one in advice(row, today=date(2026, 11, 21))]


def test_sound_local_settings_need_no_advice():
    assert told() == []


def test_it_is_told_where_pages_are_sent():
    [(level, text)] = told(engines="both")
    assert (level, "sent to m.example" in text) == ("warning", True)
    assert told(engines="both", baseUrl="http://127.0.0.1:8000/v1") == []


def test_a_model_without_its_key_is_a_red_warning():
    [(level, text)] = told(engines="both", modelToken="")
    assert (level, "read alone" in text) == ("danger", True)


def test_a_model_that_ends_soon_is_announced():
    assert [level for level, _ in told(AIModelName="gpt-4o-mini")] == ["info"]
    found = told(AIModelName="gpt-4o-mini", engines="both")
    assert any("14 Jan 2027" in text for _, text in found)


def test_keeping_documents_is_told():
    assert told(retentionHours=1) == [
        ("info", "Documents and what was read in them are kept for 1 hour.")
    ]
