"""What staff see of documents: who asked, how it ended; pages and values only while kept."""

import io
import json
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentRequest
from ocr_docs.operating.boxes import rows_of
from tests import people
from tests.ocr_docs.conftest import tiff

HOSTILE = '"></script><b data-evil=1>x</b>'
FIELD = {
    "value": "ขาว",
    "bboxes": [[[10, 20], [90, 20], [90, 60], [10, 60]]],
    "bboxes_norm": [],
    "confidence": 0.95,
}


@pytest.fixture
def kept(worker, send, reading, documents):
    documents.retentionHours = 1
    documents.configure()
    reading(lambda shade: {"color": FIELD, "type_fuel": {}})
    send("book", tiff(2))
    return DocumentRequest.objects.get()


@pytest.fixture
def staff(transactional_db):
    """``staff("view_documentrequest")``: a client logged in with just these permissions."""
    return people.staff


def page(client, request):
    return client.get(reverse("admin:ocr_docs_documentrequest_change", args=[request.pk]))


def picture(client, request, number=1):
    return client.get(reverse("admin:ocr_page", args=[request.pk, number]))


def test_a_kept_document_shows_each_value_on_its_page(kept, staff):
    client = staff("view_documentrequest")
    html = page(client, kept).content.decode()
    assert html.count("ขาว") >= 4  # in the table and on the drawing, on both pages
    assert '<polygon points="10,20 90,20 90,60 10,60"/>' in html
    assert html.count("type_fuel") == 2  # empty fields stand in the JSON of the two pages alone
    shown = Image.open(io.BytesIO(picture(client, kept, 2).content))
    assert shown.size == (700, 600)
    assert picture(client, kept, 3).status_code == 404


def test_the_envelope_is_shown_while_the_document_is_kept(kept, staff):
    html = page(staff("view_documentrequest"), kept).content.decode()
    pre = html[html.index('id="envelope-json"') :].partition(">")[2].partition("</pre>")[0]
    body = json.loads(unescape(pre))
    assert list(body) == ["status", "error", "data"]
    assert [one["color"]["value"] for one in body["data"]] == ["ขาว", "ขาว"]


def test_hostile_text_on_a_page_stays_text(worker, send, reading, documents, staff):
    documents.retentionHours = 1
    documents.configure()
    reading(lambda shade: {"color": FIELD | {"value": HOSTILE}})
    send("book", tiff(1))
    html = page(staff("view_documentrequest"), DocumentRequest.objects.get()).content.decode()
    assert HOSTILE not in html
    assert html.count("&lt;/script&gt;") == 4  # mark's name and label, table, JSON


def test_the_list_says_who_asked_and_how_it_ended(kept, staff):
    html = (
        staff("view_documentrequest")
        .get(reverse("admin:ocr_docs_documentrequest_changelist"))
        .content.decode()
    )
    assert "a caller (" in html
    assert ">2<" in html.replace("\n", "").replace(" ", "")


def test_once_its_time_is_over_nothing_is_shown_even_before_it_is_deleted(kept, staff):
    DocumentRequest.objects.update(keep_until=timezone.now())
    client = staff("view_documentrequest")
    assert "ขาว" not in page(client, kept).content.decode()
    assert picture(client, kept).status_code == 404


def test_a_document_is_not_for_every_member_of_staff(kept, staff):
    client = staff("view_job")
    assert page(client, kept).status_code == 403
    assert picture(client, kept).status_code == 404
    assert picture(Client(), kept).status_code == 302


def test_a_document_that_was_not_kept_says_how_to_keep_the_next(worker, send, reading, staff):
    reading(lambda shade: {"color": FIELD})
    send("book", tiff(1))
    html = page(staff("view_documentrequest"), DocumentRequest.objects.get()).content.decode()
    assert "Nothing of this document was kept" in html
    assert "JSON" not in html
    assert "ขาว" not in html


def test_a_meter_is_drawn_turned_and_text_line_by_line():
    numbers = {
        "value": "12",
        "confidence": 0.6,
        "bboxes_rotated": [[[1, 2], [3, 2], [3, 9], [1, 9]]],
    }
    (row,) = rows_of(Kind.METER, {"numbers": numbers})
    assert (row.value, row.polygons, row.tone) == ("12", ("1,2 3,2 3,9 1,9",), "danger")
    line = {"text": "ก", "confidence": 0.8, "bbox": [[0, 0], [5, 0], [5, 5], [0, 5]]}
    assert [row.tone for row in rows_of(Kind.GENERAL, {"bboxes": [line]})] == ["warning"]
