"""The audit trail: who changed what, in which way, from what to what, and never a secret."""

import json

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.audit import Author
from core.models import ApiKey, SettingChange
from ocr_docs.models import OcrSettings
from recognition.models import RecognitionSettings
from scenes.models import ShelfSettings
from scenes.services.tokens import make_token

pytestmark = pytest.mark.django_db

TRAIL = reverse("admin:core_settingchange_changelist")
SECRET = "sk-never-to-be-seen-0123456789"
EVIL = "<script>alert(1)</script>"


def told():
    """What the trail says, oldest first: setting, what, before, after, person, way."""
    names = ("setting", "what", "before", "after", "person", "way")
    return list(SettingChange.objects.order_by("id").values_list(*names))


@pytest.fixture
def saved():
    row = RecognitionSettings(allowedDomains=["localhost"])
    row.configure()
    SettingChange.objects.all().delete()
    return row


def form_of(client, page):
    """What the browser would send if nothing was typed."""
    form = client.get(page).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


SETTINGS_PAGES = [
    ("recognition_recognitionsettings", "requestsPerMinute"),
    ("scenes_shelfsettings", "requestsPerMinute"),
    ("ocr_docs_ocrsettings", "pageLimit"),
]


@pytest.mark.parametrize(("model", "setting"), SETTINGS_PAGES)
def test_a_setting_changed_in_the_admin_names_the_person_and_both_values(
    admin_client, model, setting
):
    RecognitionSettings().configure()
    ShelfSettings().configure()
    OcrSettings().configure()
    SettingChange.objects.all().delete()
    page = reverse(f"admin:{model}_changelist")
    body = form_of(admin_client, page)
    answer = admin_client.post(page, {**body, setting: 41})
    assert answer.status_code == 302, answer.context["errors"]
    was = str(body[setting])
    assert told() == [(setting, "changed", was, "41", "admin", "admin")]
    assert "Last changes" in (shown := admin_client.get(page).content.decode())
    assert "UTC" in shown[shown.index("Last changes") :]


def test_saving_without_a_change_leaves_no_trace(admin_client, saved):
    page = reverse("admin:recognition_recognitionsettings_changelist")
    assert admin_client.post(page, form_of(admin_client, page)).status_code == 302
    assert told() == []


def test_the_first_saving_says_so_and_what_is_not_as_by_default():
    RecognitionSettings(titleMessage="Hello").configure(by=Author("somchai"))
    assert told() == [
        ("", "made", "", "", "somchai", "server"),
        ("titleMessage", "changed", "Analyze image for serial numbers", "Hello", *TAIL),
    ]


TAIL = ("somchai", "server")


def test_of_a_secret_only_that_it_was_given_changed_or_cleared_is_kept(saved):
    for key in (SECRET, f"{SECRET}x", ""):
        saved.modelToken = key
        saved.configure()
    assert [one[:4] for one in told()] == [
        ("modelToken", what, "", "") for what in ("given", "changed", "cleared")
    ]
    assert SECRET not in str(list(SettingChange.objects.values()))


def test_a_change_that_is_refused_leaves_no_trace(saved):
    saved.confidenceThreshold = 7
    with pytest.raises(Exception, match="less than or equal to 1"):
        saved.configure()
    assert told() == []


def test_an_imported_file_is_named_as_the_way(admin_client, saved, tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"general": {"titleMessage": "Read it"}}))
    address = reverse("admin:recognition_recognitionsettings_import_settings", args=[str(saved.pk)])
    with file.open() as opened:
        assert admin_client.post(address, {"file": opened}).status_code == 302
    assert told() == [("titleMessage", "changed", saved.titleMessage, "Read it", "admin", "import")]


def test_the_command_line_is_named_as_the_way_with_the_account_of_the_shell(saved, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "malee")
    call_command("configure", "--set", "confidenceThreshold=0.8")
    assert told() == [("confidenceThreshold", "changed", "0.7", "0.8", "malee", "command")]


def test_a_key_is_followed_from_its_making_to_its_end(admin_client):
    admin_client.post(reverse("admin:core_apikey_add"), {"name": "till", "monthly_quota": 500})
    key = ApiKey.objects.get()
    page = reverse("admin:core_apikey_change", args=[key.pk])
    admin_client.post(page, {"name": "till", "monthly_quota": 900, "requests_per_minute": 0})
    revoke = {"action": "revoke", "_selected_action": [key.pk]}
    admin_client.post(reverse("admin:core_apikey_changelist"), revoke)
    admin_client.post(reverse("admin:core_apikey_delete", args=[key.pk]), {"post": "yes"})
    assert not ApiKey.objects.exists()
    assert [one[:4] for one in told()] == [
        ("", "made", "", ""),
        ("name", "changed", "", "till"),
        ("monthly_quota", "changed", "0", "500"),
        ("monthly_quota", "changed", "500", "900"),
        ("", "revoked", "", ""),
        ("", "deleted", "", ""),
    ]
    assert {change.subject for change in SettingChange.objects.all()} == {f"till ({key.prefix})"}
    assert key.hashed_key not in str(list(SettingChange.objects.values()))


def test_a_key_revoked_on_its_own_page_is_told_as_revoked(admin_client):
    key, _ = ApiKey.objects.create_key(name="till")
    page = reverse("admin:core_apikey_change", args=[key.pk])
    admin_client.post(page, {"name": "till", "revoked": "on"})
    assert [one[:2] for one in told()] == [("", "revoked")]


def test_a_token_made_by_a_token_names_its_maker():
    master, _ = ApiKey.objects.create_key(name="agency", endpoints=["shelf-tokens"])
    make_token(master)
    assert ("", "made", "", "", f"key {master.prefix}", "api") in told()


def test_who_gets_which_rights_is_told_without_the_password(admin_client):
    passwords = {"password1": "Rice-Field-77", "password2": "Rice-Field-77"}
    body = {"username": "malee", "usable_password": "true", **passwords}
    admin_client.post(reverse("admin:auth_user_add"), body)
    malee = User.objects.get(username="malee")
    group = Group.objects.create(name="tills")
    page = reverse("admin:auth_user_change", args=[malee.pk])
    dates = {"date_joined_0": "2026-11-21", "date_joined_1": "10:00:00"}
    body = {"username": "malee", "is_staff": "on", "is_active": "on", "groups": [group.pk]}
    admin_client.post(page, {**body, **dates})
    settings = {one[0]: one[1:5] for one in told()}
    assert settings["is_staff"] == ("changed", "off", "on", "admin")
    assert settings["groups"] == ("changed", "", "+ tills", "admin")
    assert "Rice-Field" not in str(list(SettingChange.objects.values()))


def test_a_changed_password_is_told_and_not_shown(admin_client):
    malee = User.objects.create_user("malee", password="x", is_staff=True)
    address = reverse("admin:auth_user_password_change", args=[malee.pk])
    passwords = {"password1": "Rice-Field-77", "password2": "Rice-Field-77"}
    admin_client.post(address, {**passwords, "usable_password": "true"})
    assert told() == [("password", "changed", "", "", "admin", "admin")]


def test_the_trail_is_searched_and_filtered(admin_client, saved):
    saved.titleMessage = "Find me"
    saved.configure(by=Author("somchai"))
    OcrSettings(pageLimit=12).configure(by=Author("malee"))
    for query, there, not_there in (
        ({"q": "Find me"}, "somchai", "malee"),
        ({"panel": "ocr_docs"}, "pageLimit", "Find me"),
        ({"person": "somchai"}, "Find me", "pageLimit"),
    ):
        found = admin_client.get(TRAIL, query).context["cl"].queryset
        rows = " ".join(f"{row.person} {row.setting} {row.after}" for row in found)
        assert there in rows
        assert not_there not in rows


def test_the_trail_cannot_be_changed_by_anybody(admin_client, saved):
    saved.titleMessage = EVIL
    saved.configure()
    change = SettingChange.objects.get()
    page = reverse("admin:core_settingchange_change", args=[change.pk])
    shown = admin_client.get(page).content.decode()
    assert EVIL not in shown
    assert "&lt;script&gt;" in shown
    assert EVIL not in admin_client.get(TRAIL).content.decode()
    assert admin_client.post(page, {"after": "nothing"}).status_code == 403
    delete = reverse("admin:core_settingchange_delete", args=[change.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    assert admin_client.get(reverse("admin:core_settingchange_add")).status_code == 403


def test_who_may_not_see_the_trail_sees_nothing_of_it_beside_the_settings(saved):
    saved.titleMessage = "Not for you"
    saved.configure()
    saved.titleMessage = "Another"
    saved.configure()
    user = User.objects.create_user("staff", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_recognitionsettings"))
    client = Client()
    client.force_login(user)
    page = client.get(reverse("admin:recognition_recognitionsettings_changelist"))
    assert page.status_code == 200
    assert "Not for you" not in page.content.decode()
    assert client.get(TRAIL).status_code == 403
