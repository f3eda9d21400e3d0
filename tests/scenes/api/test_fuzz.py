"""Whatever a caller with a token sends, the answer is JSON and never a failure of ours."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.models import new_id
from scenes.models import Brand, Display, MustHaveList, Planogram, Report, Scene, Sku, Visit
from tests.scenes.conftest import Caller, picture
from tests.test_fuzz import multipart, parts, post

few = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
RESOURCES = [
    "sku",
    "brands",
    "categories",
    "manufacturers",
    "displays",
    "mhl",
    "mhl_record",
    "planograms",
    "planogram_records",
    "visits",
]
ACTIONS = [
    "uploads",
    "uploads/uploads_by_url",
    "recognize",
    "recognition_error",
    "oos_reason",
    "reports",
    "reports/force_update",
    "sku/1/images",
    "visits/1/confirm",
]
PATHS = st.sampled_from([*RESOURCES, *ACTIONS, *(f"{path}/1" for path in [*RESOURCES, "reports"])])
METHODS = st.sampled_from(["GET", "POST", "PUT", "PATCH"])
FIELDS = [
    "id", "name", "cid", "ean13", "image", "images", "brand", "category", "manufacturer", "parent",
    "size_x_mm", "attributes", "countries", "retail_chains", "planogram", "musthavelist", "display",
    "sku", "sku6", "rack_index", "facing_x", "width", "shop", "agent", "started_date", "latitude",
    "task", "url", "visit", "sku_gid", "scene", "reason", "message", "report_types", "datetime",
    "webhook", "panorama_stack_height", "country_code", "counry_code", "retail_chain", "metadata",
    "reports", "limit", "offset", "status", "report_type", "created_date_from",
]  # fmt: skip
numbers = st.sampled_from([0, 1, -1, 2**31, 2**63 - 1, 2**63, 10**40, 1.5, 1e300, -0.0])
texts = st.sampled_from(
    ["", " ", "1", "0x1", "a\x00b", "\ud800", "\u202e", "x" * 300, "é", "[1]", "{}", "[", "null",
     "READY", "FACING_COUNT", "http://[", "http://127.0.0.1:1/a", "2024-02-30", "0001-01-01"]
) | st.text(st.characters(exclude_categories=()), max_size=8)  # fmt: skip
plain = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
bodies = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), values, max_size=5)


@pytest.fixture
def shop(call):
    """One row of everything, with the id 1 where the database begins there."""
    Sku.objects.create(name="Tea")
    Brand.objects.create(name="Acme")
    Display.objects.create(name="Shelf")
    MustHaveList.objects.create(name="Core")
    Planogram.objects.create(name="Spring")
    scene = Scene.objects.create(visit=Visit.objects.create(), timeline_id=new_id())
    Report.objects.create(scene=scene, report_type="FACING_COUNT", asked_as="FACING_COUNT")
    # As django.test.Client does: all requests share the test's one transaction.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield call
    for signal in signals:
        signal.connect(close_old_connections)


def judge(response):
    assert response.status_code < 500, response.content
    if response.status_code == 204 or not response.content:  # the answer to a HEAD
        return
    assert response.headers["Content-Type"] == "application/json"
    body = json.loads(response.content)
    if response.status_code >= 400:
        assert isinstance(body, dict)
        assert body
        assert b"Traceback" not in response.content


@few
@given(method=METHODS, path=PATHS, body=bodies)
@example(method="POST", path="sku", body={"name": "a", "attributes": {"a": "\ud800"}})
@example(method="POST", path="visits", body={"task": 10**400})
@example(method="PATCH", path="sku/1", body={"image": None, "images": [[]]})
def test_any_values_of_our_fields(shop, method, path, body):
    judge(shop(method, path, body))


@few
@given(method=METHODS, path=PATHS, body=values)
def test_any_json(shop, method, path, body):
    judge(shop(method, path, json.dumps(body)))


@few
@given(path=PATHS, query=st.dictionaries(st.sampled_from(FIELDS), texts, max_size=3))
def test_any_query(shop, path, query):
    encodable = {name: value.encode(errors="replace") for name, value in query.items()}
    response = shop.client.get(f"/api/v1.5/{path}", encodable, headers=shop.headers)
    judge(response)


@few
@given(
    method=METHODS,
    path=PATHS,
    body=st.binary(max_size=80),
    kind=st.sampled_from(
        [
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b",
            "multipart/form-data",
            "text/plain",
            "",
            "application/json; charset=utf-16",
            "/",
        ]
    ),
)
def test_any_bytes(shop, method, path, body, kind):
    judge(shop.client.generic(method, f"/api/v1.5/{path}", body, kind, headers=shop.headers))


@few
@given(
    path=PATHS,
    names=st.lists(st.sampled_from([*FIELDS, "datafile", "file", "images[]", ""]), max_size=4),
    value=texts.map(lambda text: text.encode(errors="replace").decode()),
    file=st.none() | st.binary(max_size=40) | st.just(picture(8, 8)),
)
def test_any_form(shop, path, names, value, file):
    sent = dict.fromkeys(names, value)
    if file is not None:
        sent["datafile"] = SimpleUploadedFile("\u202e../a.jpg", file)
    judge(shop("POST", path, **sent) if "" not in sent else shop.post(path, form=f"={value}"))


UPLOADS = st.sampled_from(["uploads", "sku/1/images", "recognize", "visits"])


@few
@given(path=UPLOADS, entries=st.lists(parts, max_size=6), closed=st.booleans())
@example(path="uploads", entries=[("name", None, [], b"me")] * 1500, closed=True)
@example(path="uploads", entries=[("file", "a.jpg", [], b"me")] * 150, closed=True)
@example(path="uploads", entries=[("datafile", "\x00.jpg", [], picture(8, 8))], closed=True)
def test_any_multipart_form(shop, path, entries, closed):
    kind = "multipart/form-data; boundary=b"
    body = multipart(entries, closed=closed)
    judge(shop.client.generic("POST", f"/api/v1.5/{path}", body, kind, headers=shop.headers))


@pytest.mark.parametrize("charset", ["hex", "idna", "utf-7", "rot13", "nonsense", "utf-16"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_a_body_is_utf_8_whatever_charset_is_named(shop, charset, kind):
    body = '{"name": "é"}' if kind.endswith("json") else "name=%C3%A9"
    path = "/api/v1.5/brands?a=b"
    status, _, content = post(path, body, f"{kind}; charset={charset}", shop.headers)
    assert (status, json.loads(content)["name"]) == (201, "é")


@pytest.mark.parametrize("path", ["sku", "sku/1", "uploads", "recognize", "reports/1", "visits"])
def test_what_an_endpoint_offers_can_be_asked(shop, path):
    judge(shop("OPTIONS", path))
    judge(shop("HEAD", path))


@pytest.mark.parametrize("header", ["", "Token", "Token \x00", "Token é", "Token a b", "x" * 9000])
def test_any_authorization(shelf, header):
    caller = Caller(None)
    caller.headers = {"Authorization": header}
    response = caller.get("visits")
    assert response.status_code == 401
    judge(response)
