"""The public clients' sequences over real HTTP: a strict SDK in Go and an ERP add-on in Python.

The clients here are ours, written from what is known of theirs. What a worker would find on
the photos is given in the test; reports are made from it by the reports themselves.
"""

from __future__ import annotations

import pytest
import requests

from config.celery import app as celery_app
from core.geometry import Point, quad_of
from core.models import ApiKey
from scenes.models import Report, Scene, ShelfSettings
from scenes.realogram import Facing, PriceTag, Realogram, SeenPhoto, ShelfLine
from scenes.realogram_json import scene_json
from scenes.reports import MissingMasterData
from scenes.reports.registry import REPORTS
from scenes.services.master_data import master_data_of
from tests.scenes.api.strict_decoding import (
    FACING_COUNT,
    IMAGE,
    PRICE_TAGS,
    REALOGRAM,
    RECOGNITION,
    REPORT,
    SHARE_OF_SPACE,
    SKU,
    SKU_PAGE,
    VISIT,
    CannotDecode,
    decode,
)
from tests.scenes.conftest import picture

pytestmark = pytest.mark.django_db(transaction=True)


class GoClient:
    """Sends and decodes as the SDK does: always a slash at the end, never a redirect."""

    def __init__(self, server, token):
        self.base = f"{server}/api/v1.5/"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Token {token}"

    def call(self, shape, method, path, **sent):
        sent["allow_redirects"] = False
        answer = self.session.request(method, self.base + path, timeout=120, **sent)
        assert 200 <= answer.status_code < 300, (answer.status_code, answer.text)
        return decode(shape, answer.json())

    def upload(self, data):
        return self.call(IMAGE, "POST", "uploads/", files={"file": ("photo.jpg", data)})

    def upload_by_url(self, url):
        return self.call(IMAGE, "POST", "uploads/upload_by_url/", json={"url": url})

    def recognize(self, **asked):
        return self.call(RECOGNITION, "POST", "recognize/", json=asked)

    def report(self, pk):
        return self.call(REPORT, "GET", f"reports/{pk}/")

    def visit(self):
        return self.call(VISIT, "POST", "visits/", json={})

    def recognition_error(self, **about):
        shape = {"recognition_error_id": int}
        return self.call(shape, "POST", "recognition_error/", json=about)

    def skus(self, page=100):
        found, offset = [], 0
        for _ in range(1000):
            query = {"limit": page, "offset": offset}
            answer = self.call(SKU_PAGE, "GET", "sku/", params=query)
            found += answer["results"]
            offset += page
            if not answer["next"] or not answer["results"]:
                return found
        raise AssertionError("too many pages")


class PythonClient:
    """Sends as the add-on does, and reads the very keys that it reads."""

    def __init__(self, server, token):
        self.base = f"{server}/api/v1.5/"
        self.headers = {"Authorization": f"Token {token}"}

    def call(self, method, path, **sent):
        sent |= {"headers": self.headers, "timeout": 20, "allow_redirects": False}
        answer = requests.request(method, self.base + path, **sent)
        assert 200 <= answer.status_code < 300, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def range_of(self, display, skus, name):
        """Put a new must-have list in place of the display's; returns its records."""
        shown = self.call("GET", f"displays/{int(display)}/")
        old = shown["musthavelist"]
        mhl = self.call("POST", "mhl/", json={"name": name})["id"]
        records = [
            self.call(
                "POST",
                "mhl_record/",
                json={"musthavelist": int(mhl), "name": f"{name} {sku}", "sku": sku},
            )["id"]
            for sku in skus
        ]
        shown["musthavelist"] = mhl
        shown.pop("planogram", None)
        self.call("PUT", f"displays/{int(display)}/", json=shown)
        if old:
            self.call("DELETE", f"mhl/{int(old)}/")
        return records

    def photo(self, data, number):
        files = {"datafile": (f"{number}.jpg", data, "image/jpeg")}
        pk = self.call("POST", "uploads/", files=files)["id"]
        assert pk > 0
        return pk

    def missing(self, report):
        """The SKUs of the records that a report calls not compliant; None while it is made."""
        shown = self.call("GET", f"reports/{int(report)}/")
        if shown["status"] == "NOT_READY":
            return None
        if shown["status"] == "ERROR":
            return shown["error"]
        failed = [r["mhl_record_id"] for r in shown["json"]["records"] if not r["compliant"]]
        return [self.call("GET", f"mhl_record/{int(pk)}/")["sku"] for pk in failed]


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch):
    """Jobs wait for ``finish``: a worker that an earlier test started would take them."""
    monkeypatch.setattr(celery_app, "send_task", lambda *_, **__: None)


@pytest.fixture
def settings_row(transactional_db):
    ShelfSettings().configure()


@pytest.fixture
def token(settings_row):
    return ApiKey.objects.create_key(name="a client", endpoints=["shelf"])[1]


@pytest.fixture
def go(live_server, token):
    return GoClient(live_server.url, token)


@pytest.fixture
def python(live_server, token):
    return PythonClient(live_server.url, token)


def box(left, top=10.0):
    return quad_of([(left, top), (left + 9.6, top), (left + 9.6, top + 20), (left, top + 20)])


def seen(image, *skus, price=None):
    """A photo with one facing of each SKU, and a tag under the first."""
    facings = tuple(Facing(n, sku, box(12.3 * n), 0.91) for n, sku in enumerate(skus, 1))
    colours = (("white", 0.31), ("red", 0.52))
    tag = PriceTag(1, box(5, 40), price, colours=colours, facings=(1,), score=0.9)
    line = ShelfLine(Point(-3.2, 30.7), Point(70.1, 31))
    tags = (tag,) if price else ()
    return SeenPhoto(image, 64, 48, facings=facings, shelves=(line,), tags=tags)


def finish(scene_id, *photos):
    """What the workers do of a scene, given what its photos show."""
    scene = Scene.objects.get(pk=scene_id)
    realogram = Realogram(photos)
    scene.realogram = scene_json(realogram)
    scene.save()
    known = master_data_of(
        scene, realogram, ShelfSettings.load(), url_of=lambda upload: f"http://h/{upload.pk}"
    )
    for report in scene.reports.all():
        try:
            report.json = REPORTS[report.report_type](realogram, known)
            report.status = Report.Status.READY
        except MissingMasterData as missing:
            report.error, report.status = str(missing), Report.Status.ERROR
        report.save()


def test_the_go_sdk_uploads_recognises_polls_and_decodes_every_report(go, sku_id):
    image = go.upload(picture())
    assert (image["width"], image["height"]) == (64, 48)
    types = ["FACING_COUNT_1_5", "REALOGRAM_1_5", "SHARE_OF_SPAC", "PRICE_TAGS"]
    asked = {"images": [image["id"]], "report_types": types, "country_code": "RU"}
    opened = go.recognize(**asked, datetime="2024-05-06T07:08:09.123456Z")
    assert opened["images"] == [image["id"]]
    assert set(opened["reports"]) == set(types)
    assert len(opened["scene"]) == 32
    assert {go.report(pk)["status"] for pk in opened["reports"].values()} == {"NOT_READY"}
    sku = sku_id("Tea")
    finish(opened["id"], seen(image["id"], sku, sku, price=99.9))
    reports = {name: go.report(pk) for name, pk in opened["reports"].items()}
    assert {report["status"] for report in reports.values()} == {"READY"}
    assert decode(FACING_COUNT, reports["FACING_COUNT_1_5"]["json"]) == [
        {"sku_id": sku, "count": 2}
    ]
    (photo,) = decode(REALOGRAM, reports["REALOGRAM_1_5"]["json"])
    assert (photo["image"], len(photo["annotations"])) == (image["id"], 2)
    assert decode(SHARE_OF_SPACE, reports["SHARE_OF_SPAC"]["json"])[0]["share_of_count"] == 1
    assert decode(PRICE_TAGS, reports["PRICE_TAGS"]["json"])[0]["price"] == 99.9


def test_the_go_sdk_uploads_by_its_own_path(go, photo_url):
    assert go.upload_by_url(photo_url(picture()))["width"] == 64


def test_the_go_sdk_makes_a_visit_of_nothing(go):
    visit = go.visit()
    assert (visit["id"] > 0, visit["shop"]) == (True, 0)
    image = go.upload(picture())["id"]
    opened = go.recognize(images=[image], visit=visit["id"], report_types=["FACING_COUNT"])
    assert go.report(opened["reports"]["FACING_COUNT"])["visit"] == visit["id"]


def test_the_go_sdk_reads_a_catalogue_page_by_page(go, sku_id):
    ids = [sku_id(f"Tea {n}", size_x_mm=70 if n % 2 else None) for n in range(7)]
    assert [sku["id"] for sku in go.skus(page=3)] == ids


def test_the_go_sdk_decodes_a_sku_that_has_everything(go):
    brand = go.call({"id": int}, "POST", "brands/", json={"name": "Acme"})["id"]
    image = go.upload(picture())["id"]
    body = {"name": "Tea", "cid": "T", "brand": brand, "image": image, "size_x_mm": 70}
    assert go.call(SKU, "POST", "sku/", json=body)["image"] == image


def test_the_go_sdk_reports_a_wrong_recognition(go, sku_id):
    image = go.upload(picture())["id"]
    scene = go.recognize(images=[image], report_types=["FACING_COUNT"])["scene"]
    about = {"sku_gid": sku_id(), "scene": scene, "message": "no", "images": [image]}
    assert go.recognition_error(**about)["recognition_error_id"] > 0


def test_the_erp_add_on_changes_a_range_and_learns_what_is_missing(python, sku_id):
    tea, coffee = sku_id("Tea"), sku_id("Coffee")
    display = python.call("POST", "displays/", json={"name": "Shelf"})["id"]
    planogram = python.call("POST", "planograms/", json={"name": "P", "display": display})["id"]
    python.range_of(display, [tea], "Old")
    records = python.range_of(display, [tea, coffee], "New")
    assert len(records) == 2
    shown = python.call("GET", f"displays/{display}/")
    assert shown["planogram"] == planogram
    listed = python.call("GET", "mhl/")["results"]
    assert [row["name"] for row in listed] == ["New"]
    images = [python.photo(picture(shade=n), n) for n in (1, 2)]
    opened = python.call(
        "POST",
        "recognize/",
        json={
            "images": images,
            "display": display,
            "report_types": ["MHL_COMPLIANCE"],
            "metadata": {"agent_id": "Ann", "agent_name": "17"},
        },
    )
    report = opened["reports"]["MHL_COMPLIANCE"]
    assert python.missing(report) is None
    finish(opened["id"], seen(images[0], tea), seen(images[1]))
    assert python.missing(report) == [coffee]


def test_the_erp_add_on_finds_a_sentence_in_a_report_that_failed(python):
    display = python.call("POST", "displays/", json={"name": "Bare"})["id"]
    image = python.photo(picture(), 1)
    asked = {"images": [image], "display": display, "report_types": ["MHL_COMPLIANCE"]}
    opened = python.call("POST", "recognize/", json=asked)
    finish(opened["id"], seen(image))
    said = python.missing(opened["reports"]["MHL_COMPLIANCE"])
    assert isinstance(said, str)
    assert said


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (int, 1.0),
        (int, "1"),
        (int, True),
        (str, 1),
        (bool, 1),
        ([int], 1),
        ({str: int}, {"a": "b"}),
        ({"created_date": IMAGE["created_date"]}, {"created_date": "2024-05-06 07:08:09Z"}),
        ({"created_date": IMAGE["created_date"]}, {"created_date": "2024-05-06T07:08:09+0000"}),
    ],
)
def test_the_strict_client_is_strict(shape, value):
    with pytest.raises(CannotDecode):
        decode(shape, value)
