import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_x(key):
    r = Client().get("/api/v1.5/nothing")
    assert r.status_code == 401, r.content
    assert r["WWW-Authenticate"] == "Token"
    r = Client().get("/api/v1.5/nothing", headers={"Authorization": f"Token {key}"})
    assert r.status_code == 404 and r.json() == {"detail": "Not found."}, r.content
