"""Tokens: how they are sent, what they may, how they are made."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from core.models import ApiKey
from tests.scenes.conftest import Caller

GET_TOKEN = "/api/auth/v1.0/get_token/"


def token_for(*endpoints, **values):
    return ApiKey.objects.create_key(name="k", endpoints=list(endpoints), **values)[1]


@pytest.mark.parametrize("token", [None, "", "nonsense", "abcdefgh.nothing", "é"])
def test_without_a_valid_token_every_call_is_refused_in_the_style_of_drf(shelf, token):
    for method, path in [("GET", "visits"), ("POST", "uploads"), ("GET", "nothing")]:
        response = Caller(token)(method, path)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == "Token"
        assert list(response.json()) == ["detail"]


def test_a_token_that_is_revoked_or_over_is_refused(shelf):
    over = token_for("shelf", expiry_date=timezone.now() - timedelta(seconds=1))
    revoked = token_for("shelf", revoked=True)
    assert [Caller(t).get("visits").status_code for t in (over, revoked)] == [401, 401]


def test_a_token_that_is_revoked_between_two_calls_is_refused(call, token):
    assert call.get("visits").status_code == 200
    ApiKey.objects.update(revoked=True)
    assert call.get("visits").status_code == 401


def test_a_token_for_something_else_is_forbidden(shelf):
    response = Caller(token_for("recognition")).get("visits")
    assert response.status_code == 403
    assert list(response.json()) == ["detail"]


def test_a_token_without_limits_may_do_everything(shelf):
    assert Caller(token_for()).get("visits").status_code == 200


@pytest.mark.parametrize("scheme", ["Token", "token", "Bearer", "Api-Key"])
def test_the_scheme_may_be_spelled_as_clients_do(shelf, caller, scheme):
    call = caller(None)
    call.headers = {"Authorization": f"{scheme} {token_for('shelf')}"}
    assert call.get("visits").status_code == 200


@pytest.mark.parametrize("path", [GET_TOKEN, GET_TOKEN.rstrip("/")])
def test_a_master_token_makes_tokens_for_shelf_scenes_alone(shelf, path):
    response = Caller(token_for("shelf-tokens")).post(path)
    assert response.status_code == 201
    made = response.json()
    assert set(made) == {"token", "created_at", "expires_at"}
    assert Caller(made["token"]).get("visits").status_code == 200
    assert Caller(made["token"]).post(path).status_code == 403
    assert ApiKey.objects.get_from_key(made["token"]).endpoints == ["shelf"]


def test_dates_of_a_token_are_spelled_with_a_space_and_an_offset_ninety_days_apart(shelf):
    made = Caller(token_for("shelf-tokens")).post(GET_TOKEN).json()
    for date in (made["created_at"], made["expires_at"]):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00", date)
    begins, ends = (datetime.fromisoformat(made[n]) for n in ("created_at", "expires_at"))
    assert abs(ends - begins - timedelta(days=90)) < timedelta(seconds=5)


def test_several_tokens_are_valid_at_once(shelf):
    master = Caller(token_for("shelf-tokens"))
    tokens = {master.post(GET_TOKEN).json()["token"] for _ in range(3)}
    assert {Caller(token).get("sku").status_code for token in tokens} == {200}
    assert len(tokens) == 3


def test_a_token_has_the_limits_of_its_master_and_does_not_outlive_it(shelf):
    ends = timezone.now() + timedelta(days=2)
    master = token_for("shelf-tokens", monthly_quota=7, requests_per_minute=9, expiry_date=ends)
    made = Caller(master).post(GET_TOKEN).json()
    key = ApiKey.objects.get_from_key(made["token"])
    assert (key.monthly_quota, key.requests_per_minute) == (7, 9)
    assert key.expiry_date == ends


def test_a_client_token_makes_no_tokens(call):
    assert call.post(GET_TOKEN).status_code == 403


def test_a_body_does_not_disturb_the_making_of_a_token(shelf):
    assert Caller(token_for("shelf-tokens")).post(GET_TOKEN, "{").status_code == 201
