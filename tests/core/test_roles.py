"""What each role opens, and what it is refused."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.models import ApiKey, SettingChange
from core.roles import chosen, make_roles

pytestmark = pytest.mark.django_db

KEYS = Permission.objects.filter(content_type__app_label="core")

LISTS = {model._meta.label_lower for model in admin.site._registry}
ACCOUNTS = {"auth.user", "auth.group"}
SETTINGS = {
    "recognition.recognitionsettings",
    "ocr_docs.ocrsettings",
    "scenes.shelfsettings",
}
STAFF = {one for one in LISTS - SETTINGS if not one.startswith(("core.", "auth."))}
OPENS = {
    "Operator": LISTS - ACCOUNTS,
    "Staff": STAFF | {"core.timelinerequest"},
    "Integrator": {"core.apikey"},
}
DASHBOARDS = ("/ai_serial_recognition/dashboard", "/dashboards/scenes", "/dashboards/ocr_docs")


def url_of(label, page="changelist", *args):
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


@pytest.fixture
def member():
    """A browser in which somebody of a role is logged in: ``member("Staff")``."""
    make_roles()

    def login(role, name="malee"):
        user = User.objects.create_user(name, password="x", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return login


@pytest.mark.parametrize("role", OPENS)
def test_a_role_opens_exactly_its_lists(member, role):
    client = member(role)
    opened = {label for label in LISTS if client.get(url_of(label)).status_code == 200}
    assert opened == OPENS[role]
    refused = {client.get(url_of(label)).status_code for label in LISTS - OPENS[role]}
    assert refused == {403}


@pytest.mark.parametrize("role", OPENS)
def test_the_side_bar_of_a_role_leads_to_nothing_that_it_may_not_open(member, role):
    client = member(role)
    page = client.get(url_of(sorted(OPENS[role])[0])).content.decode()
    bar = page[page.index('id="nav-sidebar"') :]
    bar = bar[: bar.index('id="main"')] if 'id="main"' in bar else bar
    for label in LISTS - OPENS[role]:
        assert f'href="{url_of(label)}"' not in bar
    assert f'href="{url_of(sorted(OPENS[role])[0])}"' in bar


@pytest.mark.parametrize(
    ("role", "status"), [("Operator", 200), ("Staff", 200), ("Integrator", 403)]
)
def test_dashboards_are_for_operators_and_staff(member, role, status):
    client = member(role)
    assert [client.get(path).status_code for path in DASHBOARDS] == [status] * 3


@pytest.mark.parametrize(
    ("role", "status"), [("Operator", 200), ("Staff", 200), ("Integrator", 403)]
)
def test_the_workbench_is_for_operators_and_staff(member, role, status):
    assert member(role).get("/workbench").status_code == status


@pytest.mark.parametrize("role", OPENS)
def test_the_docs_are_for_every_role(member, role):
    client = member(role)
    assert [client.get(path).status_code for path in ("/docs/", "/api/docs")] == [200, 200]


@pytest.mark.parametrize("role", ["Staff", "Integrator"])
def test_only_operators_make_keys_and_run_jobs_again(member, role):
    client = member(role)
    assert client.get(url_of("core.apikey", "add")).status_code == 403
    assert client.post(url_of("core.apikey", "add"), {"name": "mine"}).status_code == 403
    assert not ApiKey.objects.exists()


def test_an_operator_saves_settings_and_makes_keys(member):
    client = member("Operator")
    assert client.get(url_of("core.apikey", "add")).status_code == 200
    client.post(url_of("core.apikey", "add"), {"name": "till"})
    assert ApiKey.objects.get().name == "till"
    for label in SETTINGS:
        assert 'name="_save"' in client.get(url_of(label)).content.decode()


def test_staff_add_and_change_nothing_in_the_catalogue(member):
    client = member("Staff")
    assert client.get(url_of("scenes.sku", "add")).status_code == 403
    assert client.get(url_of("scenes.brand", "add")).status_code == 403


def test_an_integrator_sees_the_keys_made_out_to_them_and_no_others(member):
    client = member("Integrator")
    mine, _ = ApiKey.objects.create_key(name="mine", owner=client.user)
    other, _ = ApiKey.objects.create_key(name="another's")
    page = client.get(url_of("core.apikey")).content.decode()
    assert mine.prefix in page
    assert other.prefix not in page
    assert client.get(url_of("core.apikey", "change", mine.pk)).status_code == 200
    gone = client.get(url_of("core.apikey", "change", other.pk))
    assert (gone.status_code, gone.url) == (302, "/admin/")


def revoked_by(client, *keys):
    body = {"action": "revoke", "_selected_action": [key.pk for key in keys]}
    client.post(url_of("core.apikey"), body)
    return set(ApiKey.objects.filter(revoked=True).values_list("name", flat=True))


def test_an_integrator_revokes_own_keys_and_no_others(member):
    client = member("Integrator")
    mine, secret = ApiKey.objects.create_key(name="mine", owner=client.user)
    other, _ = ApiKey.objects.create_key(name="another's")
    assert "Revoke" in client.get(url_of("core.apikey")).content.decode()
    assert revoked_by(client, mine, other) == {"mine"}
    assert not ApiKey.objects.is_valid(secret)
    [change] = SettingChange.objects.all()
    assert (change.what, change.person) == ("revoked", client.user.username)
    assert change.subject.startswith("mine")


def test_who_only_sees_keys_revokes_none(member):
    client = member("Staff")
    client.user.user_permissions.add(KEYS.get(codename="view_apikey"))
    mine, _ = ApiKey.objects.create_key(name="mine", owner=client.user)
    assert "Revoke" not in client.get(url_of("core.apikey")).content.decode()
    assert revoked_by(client, mine) == set()


def test_roles_made_twice_are_the_same(member):
    def rights():
        return {role.name: set(role.permissions.values_list("id")) for role in Group.objects.all()}

    make_roles()
    first = rights()
    make_roles()
    assert rights() == first
    assert set(first) == {"Operator", "Staff", "Integrator"}


def test_an_installation_has_the_roles(settings, tmp_path):
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("provision")
    call_command("provision")
    assert set(Group.objects.values_list("name", flat=True)) == set(OPENS)
    made = SettingChange.objects.filter(what="made", table="core.apikey").values("person", "way")
    assert list(made) == [{"person": "", "way": "server"}]


def test_the_server_keeps_its_roles_and_others_are_free(admin_client):
    make_roles()
    role, own = Group.objects.get(name="Staff"), Group.objects.create(name="tills")
    kept = url_of("auth.group", "change", role.pk)
    assert admin_client.post(kept, {"name": "Boss"}).status_code == 403
    delete = url_of("auth.group", "delete", role.pk)
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    admin_client.post(url_of("auth.group", "change", own.pk), {"name": "shops"})
    assert set(Group.objects.values_list("name", flat=True)) == {*OPENS, "shops"}


def test_a_pattern_with_a_minus_takes_away_what_another_gave():
    rights = ["a.change_x", "a.view_secret", "a.view_x", "b.view_x"]
    assert chosen(rights, ["a.view_*", "-a.view_secret"]) == ["a.view_x"]
    assert chosen(rights, []) == []
