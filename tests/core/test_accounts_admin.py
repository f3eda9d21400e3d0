"""The page of an API key: what it may be used for, how much, and how much it was."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from core import quotas
from core.models import ApiKey

pytestmark = pytest.mark.django_db

RECOGNITION = "recognition"
LIST, ADD = reverse("admin:core_apikey_changelist"), reverse("admin:core_apikey_add")


def page_of(key):
    return reverse("admin:core_apikey_change", args=[key.pk])


def text(client, path):
    return client.get(path).content.decode()


@pytest.fixture
def key():
    return ApiKey.objects.create_key(name="till")[0]


def test_a_key_is_made_with_its_endpoints_and_limits(admin_client):
    form = {"name": "till", "endpoints": [RECOGNITION], "requests_per_minute": 30}
    admin_client.post(ADD, {**form, "monthly_quota": 5000})
    key = ApiKey.objects.get()
    assert (key.endpoints, key.requests_per_minute, key.monthly_quota) == ([RECOGNITION], 30, 5000)


def test_a_key_that_is_limited_in_nothing_may_do_everything(admin_client):
    form = {"name": "till", "requests_per_minute": "", "monthly_quota": ""}
    admin_client.post(ADD, form)
    key = ApiKey.objects.get()
    assert (key.endpoints, key.requests_per_minute, key.monthly_quota) == ([], 0, 0)
    assert "everything" in text(admin_client, LIST)


def test_an_endpoint_that_no_app_offers_cannot_be_ticked(admin_client):
    page = admin_client.post(ADD, {"name": "till", "endpoints": ["moon"]}).content.decode()
    assert "moon is not one of the available choices" in page
    assert not ApiKey.objects.exists()


def test_a_limit_is_no_negative_number(admin_client):
    admin_client.post(ADD, {"name": "till", "monthly_quota": -1})
    assert not ApiKey.objects.exists()


def test_the_boxes_carry_the_titles_that_the_apps_give(admin_client, key):
    assert "Serial numbers: analyze and rate" in text(admin_client, page_of(key))


def test_a_key_for_an_endpoint_that_is_gone_does_not_come_to_open_everything(admin_client, key):
    ApiKey.objects.update(endpoints=["ocr.gone"])
    page = text(admin_client, page_of(key))
    assert "ocr.gone (no longer offered)" in page
    admin_client.post(page_of(key), {"name": "renamed", "endpoints": ["ocr.gone"]})
    key.refresh_from_db()
    assert (key.name, key.endpoints) == ("renamed", ["ocr.gone"])


def test_the_page_shows_the_use_of_this_month_by_endpoint(admin_client, key):
    ApiKey.objects.update(monthly_quota=2000)
    key.refresh_from_db()
    quotas.spend(key, RECOGNITION, 1)
    quotas.spend(key, "ocr.vehicle", 1233)
    page = text(admin_client, page_of(key))
    assert "Serial numbers: analyze and rate: 1<br>" in page
    assert "ocr.vehicle: 1,233<br>" in page
    assert "Together: 1,234 of 2,000 (pages and photos)" in page


def test_the_list_shows_use_and_quota_of_every_key_in_one_query(
    admin_client, key, django_assert_max_num_queries
):
    ApiKey.objects.update(monthly_quota=2000)
    key.refresh_from_db()
    quotas.spend(key, RECOGNITION, 7)
    for number in range(10):
        ApiKey.objects.create_key(name=f"key {number}")
    with django_assert_max_num_queries(12):
        assert "7 of 2,000" in text(admin_client, LIST)


def test_a_revoked_key_shows_its_limits_and_cannot_be_changed(admin_client, key):
    ApiKey.objects.update(revoked=True, endpoints=[RECOGNITION], monthly_quota=5)
    page = text(admin_client, page_of(key))
    assert 'name="endpoints"' not in page
    assert "Serial numbers: analyze and rate" in page
    admin_client.post(page_of(key), {"monthly_quota": 500, "endpoints": []})
    key.refresh_from_db()
    assert (key.monthly_quota, key.endpoints) == (5, [RECOGNITION])


def test_who_may_only_look_sees_limits_and_changes_none(client, key):
    user = User.objects.create_user("staff", password="x", is_staff=True)
    ApiKey.objects.update(endpoints=[RECOGNITION], owner=user)
    user.user_permissions.add(
        Permission.objects.get(codename="view_apikey", content_type__app_label="core")
    )
    client.force_login(user)
    page = text(client, page_of(key))
    assert "Serial numbers: analyze and rate" in page
    assert 'name="endpoints"' not in page
    assert client.post(page_of(key), {"name": "mine"}).status_code == 403


def test_a_wrong_form_keeps_what_was_ticked(admin_client):
    page = admin_client.post(ADD, {"name": "", "endpoints": [RECOGNITION]}).content.decode()
    box = page[page.index(f'value="{RECOGNITION}"') :]
    assert "checked" in box[: box.index(">")]
