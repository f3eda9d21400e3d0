"""The API reference: from this host alone, with keys in every style, and calls that work."""

import base64
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory

from core import photos
from core.access import admit
from core.errors import RequestBlocked
from core.models import ApiKey

pytestmark = pytest.mark.django_db


def schema():
    answer = Client().get("/api/schema", headers={"accept": "application/vnd.oai.openapi+json"})
    assert answer.status_code == 200
    return json.loads(answer.content)


def operation(path, document):
    return document["paths"][path]["post"]


def test_scripts_and_styles_are_bundled_files_of_this_server():
    text = Client().get("/api/docs").content.decode()
    loaded = re.findall(r'(?:src|href)="/static/([^"]+)"', text)
    assert {"docs/reference.js", "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css"} <= set(
        loaded
    )
    assert all(finders.find(name) for name in loaded)
    assert 'data-schema="/api/schema"' in text


def test_the_validator_of_another_host_is_switched_off(settings):
    assert "validatorUrl: null" in (settings.BASE_DIR / "static/docs/reference.js").read_text()


def test_calls_go_to_the_host_of_the_page():
    assert "servers" not in schema()


def test_each_panel_names_the_header_of_its_key():
    document = schema()
    schemes = document["components"]["securitySchemes"]
    assert {name: scheme["name"] for name, scheme in schemes.items()} == {
        "ApiKey": "X-API-Key",
        "AigenKey": "x-aigen-key",
        "Token": "Authorization",
    }
    used = {
        path: list(operation(path, document)["security"][0])
        for path in (
            "/api/data/ai_serial_recognition/analyze",
            "/aiscript/water-meter/v2",
            "/api/v1.5/recognize",
        )
    }
    assert list(used.values()) == [["ApiKey"], ["AigenKey"], ["Token"]]


def test_examples_carry_real_pictures():
    document = schema()
    for path, member in (
        ("/api/data/ai_serial_recognition/analyze", "imageBase64"),
        ("/aiscript/water-meter/v2", "image"),
        ("/aiscript/general-ocr/v2", "image"),
    ):
        body = operation(path, document)["requestBody"]["content"]["application/json"]
        first = next(iter(body["examples"].values()))["value"]
        assert photos.from_bytes(base64.b64decode(first[member])).width >= 300


def test_photos_in_forms_are_chosen_as_files():
    document = schema()
    form = operation("/api/data/ai_serial_recognition/analyze", document)["requestBody"]["content"][
        "multipart/form-data"
    ]["schema"]
    assert form["required"] == ["clientUid", "image"]
    assert form["properties"]["image"]["format"] == "binary"
    datafile = document["components"]["schemas"]["PhotoFile"]["properties"]["datafile"]
    assert datafile["format"] == "binary"


def asked(origin, key=""):
    headers = {"Host": "triptych.example.com", "Origin": origin}
    return RequestFactory().post("/", headers=headers | ({"X-API-Key": key} if key else {}))


def test_a_key_opens_a_panel_from_our_own_page_though_its_domain_is_not_allowed(settings):
    settings.ALLOWED_HOSTS = ["triptych.example.com"]
    row, key = ApiKey.objects.create_key(name="a reader")
    assert admit(asked("https://triptych.example.com", key), []) == row


@pytest.mark.parametrize("origin", ["https://evil.example.org", "https://example.com", "null"])
def test_it_does_not_from_another_page(settings, origin):
    settings.ALLOWED_HOSTS = ["triptych.example.com"]
    _, key = ApiKey.objects.create_key(name="a reader")
    with pytest.raises(RequestBlocked):
        admit(asked(origin, key), [])


@pytest.mark.parametrize("key", ["", "wrong.key"])
def test_without_a_good_key_our_own_page_is_as_any_other(settings, key):
    settings.ALLOWED_HOSTS = ["triptych.example.com"]
    with pytest.raises(RequestBlocked):
        admit(asked("https://triptych.example.com", key), [])
