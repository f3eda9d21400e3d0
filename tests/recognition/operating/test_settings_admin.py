"""The settings page in the admin."""

import json
import re
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from recognition.models import RecognitionSettings

pytestmark = pytest.mark.django_db

PAGE = "/admin/recognition/recognitionsettings/"
KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz"
FORM = {
    "allowedDomains": "localhost\nexample.com, *.Example.ORG",
    "titleMessage": "Read the label",
    "buttonColor": "#112233",
    "bgColor": "#ffffff",
    "formBgColor": "#ffffff",
    "textColor": "#333333",
    "engines": "local",
    "AIModelName": "gpt-4o-mini",
    "baseUrl": "https://api.openai.com/v1",
    "modelToken": "",
    "modelTimeout": "30",
    "additionalPrompt": "",
    "confidenceThreshold": "0,75",
    "CacheResults": "on",
    "requestsPerMinute": "60",
    "tokensPerDay": "0",
    "retentionDays": "90",
    "photoDays": "0",
}


def saved():
    return RecognitionSettings.load()


def save(client, **changes):
    return client.post(PAGE, FORM | changes, follow=True).content.decode()


@pytest.fixture
def keyed(admin_client):
    save(admin_client, modelToken=KEY)
    assert saved().modelToken == KEY
    return admin_client


def test_opening_the_page_configures_nothing(admin_client):
    page = admin_client.get(PAGE)
    assert page.status_code == 200
    assert "Nothing has been saved yet" in page.content.decode()
    assert saved() is None


def test_saving_takes_effect_and_counts_as_configured(admin_client):
    page = save(admin_client)
    assert "Saved." in page
    row = saved()
    assert row.allowedDomains == ["localhost", "example.com", "*.example.org"]
    assert row.confidenceThreshold == Decimal("0.75")
    assert row.titleMessage == "Read the label"


def test_fields_stand_in_their_four_groups(admin_client):
    page = admin_client.get(PAGE).content.decode()
    places = [page.index(t) for t in ("General", "Engines and model", "Limits and retention")]
    assert places == sorted(places)
    assert 'type="color"' in page
    assert 'value="0.7"' in page


def test_models_are_suggested_with_the_day_they_end(admin_client):
    page = admin_client.get(PAGE).content.decode()
    assert 'list="AIModelName-suggestions"' in page
    assert '<option value="gpt-4o-mini" label="gpt-4o-mini · ends 14 Jan 2027">' in page


def test_any_model_name_is_accepted(admin_client):
    save(admin_client, AIModelName="hf.co/some/model:Q4_K_M")
    assert saved().AIModelName == "hf.co/some/model:Q4_K_M"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("allowedDomains", "https://example.com"),
        ("buttonColor", "red"),
        ("confidenceThreshold", "1.5"),
        ("confidenceThreshold", "0.05"),
        ("confidenceThreshold", "NaN"),
        ("confidenceThreshold", "high"),
        ("modelTimeout", "0"),
        ("modelTimeout", "61"),
        ("baseUrl", "file:///etc/passwd"),
        ("baseUrl", "https://user:password@host/v1"),
        ("engines", "magic"),
        ("requestsPerMinute", "-1"),
        ("titleMessage", ""),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_saved(admin_client, name, value):
    page = save(admin_client, **{name: value})
    assert "Saved." not in page
    assert "errorlist" in page
    assert saved() is None


def test_no_allowed_domain_at_all_is_a_setting_too(admin_client):
    save(admin_client, allowedDomains="")
    assert saved().allowedDomains == []


def test_a_star_among_the_domains_warns_in_red(admin_client):
    assert 't-note t-danger" role="status">Allowed domains contains *' in save(
        admin_client, allowedDomains="*"
    )


def test_the_key_never_comes_back(keyed):
    pages = [keyed.get(PAGE).content.decode(), save(keyed, confidenceThreshold="7")]
    pages += [keyed.get(f"{PAGE}history/").content.decode(), keyed.get("/admin/").content.decode()]
    pages.append(save(keyed, modelToken=KEY + "2", confidenceThreshold="7"))
    for page in pages:
        assert KEY not in page
        assert "abcdefgh" not in page
    assert "a key is saved (sk-…wxyz)" in pages[0]


def test_the_key_is_in_no_log_entry_no_dump_and_not_readable_in_the_database(keyed, tmp_path):
    assert KEY not in json.dumps(list(LogEntry.objects.values()), default=str)
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "recognition.recognitionsettings", output=str(dump), verbosity=0)
    assert "abcdefgh" not in dump.read_text()
    with connection.cursor() as cursor:
        cursor.execute('SELECT "modelToken" FROM recognition_recognitionsettings')
        stored = cursor.fetchone()[0]
    assert stored.startswith("fernet:")
    assert KEY not in stored


def test_an_empty_field_keeps_the_saved_key_and_says_nothing_of_it_in_the_history(keyed):
    save(keyed, titleMessage="Other")
    assert saved().modelToken == KEY
    assert "key" not in LogEntry.objects.first().get_change_message()


def test_the_shown_mask_keeps_the_saved_key(keyed):
    save(keyed, modelToken="sk-…wxyz")
    assert saved().modelToken == KEY


def test_a_new_key_replaces_the_saved_one_and_the_history_only_names_the_field(keyed):
    save(keyed, modelToken="another-key-123456")
    assert saved().modelToken == "another-key-123456"
    assert LogEntry.objects.first().get_change_message() == "Changed Model key."


def test_the_saved_key_is_removed_on_request(keyed):
    save(keyed, removeToken="on")
    assert saved().modelToken == ""
    assert "no key is saved" in keyed.get(PAGE).content.decode()


def test_a_new_key_together_with_its_removal_is_refused(keyed):
    assert "not both" in save(keyed, modelToken="another-key-123456", removeToken="on")
    assert saved().modelToken == KEY


def test_a_new_base_url_demands_the_key_again(keyed):
    page = save(keyed, baseUrl="https://evil.example/v1")
    assert "enter the key again" in page
    assert saved().baseUrl == "https://api.openai.com/v1"
    save(keyed, baseUrl="https://evil.example/v1", modelToken="sk-…wxyz")
    assert saved().baseUrl == "https://api.openai.com/v1"
    save(keyed, baseUrl="https://other.example/v1", modelToken="the-key-of-the-other")
    assert (saved().baseUrl, saved().modelToken) == (
        "https://other.example/v1",
        "the-key-of-the-other",
    )


def test_a_new_base_url_is_free_once_the_key_is_removed(keyed):
    save(keyed, baseUrl="http://localhost:11434/v1", removeToken="on")
    assert (saved().baseUrl, saved().modelToken) == ("http://localhost:11434/v1", "")


def test_the_export_has_the_seeds_shape_without_the_key(keyed):
    answer = keyed.get(f"{PAGE}1/export_settings/")
    assert "attachment" in answer["Content-Disposition"]
    document = answer.json()
    assert list(document) == ["general", "apiTokens", "triptych"]
    assert document["apiTokens"]["confidenceThreshold"] == "0.75"
    assert document["apiTokens"]["CacheResults"] == 1
    assert document["apiTokens"]["modelToken"] == ""
    assert document["general"]["allowedDomains"] == ["localhost", "example.com", "*.example.org"]


def upload(client, document, tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    with file.open("rb") as opened:
        answer = client.post(f"{PAGE}1/import_settings/", {"file": opened}, follow=True)
    return answer.content.decode()


def test_a_file_is_imported_and_the_history_names_what_it_set(keyed, tmp_path):
    document = {"general": {"titleMessage": "Hi", "x": 1}, "apiTokens": {"CacheResults": "0"}}
    page = upload(keyed, document, tmp_path)
    assert "Imported 2 settings" in page
    assert "general.x" in page
    assert (saved().titleMessage, saved().CacheResults, saved().modelToken) == ("Hi", False, KEY)
    assert LogEntry.objects.first().get_change_message() == "Imported: titleMessage, CacheResults."


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("{", "not JSON"),
        ("[1]", "no settings file"),
        ({"apiTokens": {"confidenceThreshold": "NaN"}}, "confidenceThreshold"),
        ({"general": {"buttonColor": "<b>"}}, "#rrggbb"),
        ({"triptych": {"baseUrl": "https://evil.example/v1"}}, "enter the key again"),
    ],
)
def test_a_bad_file_changes_nothing_and_says_why(keyed, tmp_path, document, why):
    before = RecognitionSettings.objects.values().get()
    page = upload(keyed, document, tmp_path)
    assert why in page
    assert "<b>" not in page
    assert RecognitionSettings.objects.values().get() == before


@pytest.fixture
def onlooker(client):
    user = User.objects.create_user("onlooker", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_recognitionsettings"))
    client.force_login(user)
    return client


def test_who_may_only_look_sees_no_key_and_changes_nothing(keyed, onlooker, tmp_path):
    page = onlooker.get(PAGE)
    assert page.status_code == 200
    assert KEY not in page.content.decode()
    assert "Test with a sample" not in page.content.decode()
    assert onlooker.post(PAGE, FORM | {"titleMessage": "Mine"}).status_code == 403
    assert onlooker.post(reverse("admin:recognition_test")).status_code == 403
    upload(onlooker, {"general": {"titleMessage": "Mine"}}, tmp_path)
    assert saved().titleMessage == "Read the label"


def test_a_stranger_is_sent_to_the_login(client):
    for path in (PAGE, f"{PAGE}1/export_settings/", f"{PAGE}1/import_settings/", f"{PAGE}test/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


def test_pages_of_other_sites_cannot_post_here(admin_user):

    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    for path in (PAGE, f"{PAGE}test/", f"{PAGE}1/import_settings/"):
        assert client.post(path, FORM).status_code == 403


def test_the_page_loads_nothing_from_another_host(keyed):
    page = keyed.get(PAGE).content.decode()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', page)
