"""The settings page of the shelf panel."""

import json
import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection

from core.webhook_signing import is_secret
from scenes.models import ShelfSettings
from scenes.operating.advice import advice

pytestmark = pytest.mark.django_db

PAGE = "/admin/scenes/shelfsettings/"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
FORM = {
    "defaultReports": ["FACING_COUNT", "PANORAMA"],
    "confidenceThreshold": "0.6",
    "shareDenominator": "photos",
    "promoColours": "Red, orange,,red",
    "webhookFormat": "docs",
    "webhookSecret": "",
    "requestsPerMinute": "0",
    "photoLimit": "40",
    "retentionDays": "1",
    "tokensPerDay": "0",
    "engines": "local",
    "AIModelName": "gpt-6-luna",
    "baseUrl": "https://api.openai.com/v1",
    "modelToken": "",
    "modelTimeout": "20",
}


def saved():
    return ShelfSettings.load()


def save(client, **changes):
    return client.post(PAGE, FORM | changes, follow=True).content.decode()


def test_opening_the_page_saves_nothing_and_says_that_the_defaults_are_in_force(admin_client):
    page = admin_client.get(PAGE)
    assert page.status_code == 200
    assert "the values below are in force" in page.content.decode()
    assert saved() is None


def test_saving_takes_effect(admin_client):
    assert "Saved." in save(admin_client)
    row = saved()
    assert row.defaultReports == ["FACING_COUNT", "PANORAMA"]
    assert row.promoColours == ["red", "orange"]
    assert (row.confidenceThreshold, row.shareDenominator, row.photoLimit) == (0.6, "photos", 40)
    page = admin_client.get(PAGE).content.decode()
    assert 'value="red, orange"' in page


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("defaultReports", ["HEAT_MAP"]),
        ("confidenceThreshold", "1.5"),
        ("photoLimit", "0"),
        ("webhookFormat", "xml"),
        ("webhookSecret", "too short"),
        ("baseUrl", "file:///etc/passwd"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_saved(admin_client, name, value):
    page = save(admin_client, **{name: value})
    assert "Saved." not in page
    assert "errorlist" in page
    assert saved() is None


def test_a_secret_goes_in_and_never_comes_out(admin_client):
    save(admin_client, webhookSecret=SECRET)
    assert saved().webhookSecret == SECRET
    pages = [admin_client.get(PAGE).content.decode(), save(admin_client, photoLimit="0")]
    pages.append(admin_client.get(f"{PAGE}history/").content.decode())
    for page in pages:
        assert SECRET[6:] not in page
    assert "a secret is saved" in pages[0]
    assert SECRET[6:] not in json.dumps(list(LogEntry.objects.values()), default=str)
    with connection.cursor() as cursor:
        cursor.execute('SELECT "webhookSecret" FROM scenes_shelfsettings')
        assert cursor.fetchone()[0].startswith("fernet:")


def test_an_empty_field_keeps_the_saved_secret_and_removal_takes_it_away(admin_client):
    save(admin_client, webhookSecret=SECRET)
    save(admin_client, photoLimit="41")
    assert (saved().webhookSecret, saved().photoLimit) == (SECRET, 41)
    save(admin_client, removeSecret="on")
    assert saved().webhookSecret == ""


def test_a_secret_that_is_made_here_is_shown_once(admin_client):
    page = save(admin_client, makeSecret="on")
    (shown,) = re.findall(r"whsec_[A-Za-z0-9+/=]{32}", page)
    assert is_secret(shown)
    assert saved().webhookSecret == shown
    assert shown not in admin_client.get(PAGE).content.decode()


def test_making_and_typing_a_secret_at_once_is_refused(admin_client):
    assert "one of these" in save(admin_client, makeSecret="on", webhookSecret=SECRET)
    assert saved() is None


def test_who_may_only_look_sees_no_secret_and_changes_nothing(admin_client, client):
    save(admin_client, webhookSecret=SECRET)
    user = User.objects.create_user("onlooker", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_shelfsettings"))
    client.force_login(user)
    page = client.get(PAGE).content.decode()
    assert SECRET[6:] not in page
    assert "ebhook secret" not in page
    assert client.post(PAGE, FORM | {"photoLimit": "7"}).status_code == 403
    assert saved().photoLimit == 40


def told(**values):
    row = ShelfSettings(AIModelName="my-model", modelToken="k", baseUrl="https://m.example/v1")
    row.configured_at = "now"
    row.webhookSecret = SECRET
    for name, value in values.items():
        setattr(row, name, value)
    return [(one.level, one.text) for one in advice(row, today=date(2026, 11, 21))]


def test_an_operator_is_told_what_leaves_the_server_and_what_is_missing():
    assert told() == []
    assert told(engines="both") == [("warning", "Cut-outs of shelf photos are sent to m.example.")]
    assert told(engines="both", modelToken="")[0][0] == "danger"
    assert "not signed" in told(webhookSecret="")[0][1]
    assert "after 1 day." in told(retentionDays=1)[0][1]
