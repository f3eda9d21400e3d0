"""What the dashboard says about documents."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.asked import Asked
from core.models import TimelineRequest
from core.timeline import came_to
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest
from ocr_docs.operating.figures import DocumentsDashboard

pytestmark = pytest.mark.django_db

PAGE = "/dashboards/ocr_docs"


def document(kind, *pages, days_ago=0, client="key:a", status=200):
    """One request; each page is (confidence, fault)."""
    then = timezone.now() - timedelta(days=days_ago)
    timeline = TimelineRequest.objects.create(
        panel="documents", client=client, status=status, created_at=then
    )
    came_to(timeline.pk, kind, parts=len(pages))
    row = DocumentRequest.objects.create(
        kind=kind, media_type="image/png", timeline_id=timeline.pk, created_at=then
    )
    for number, (confidence, fault) in enumerate(pages, 1):
        DocumentPage.objects.create(
            request=row, number=number, width=9, height=9, confidence=confidence, fault=fault
        )
    return row


def added(**filters):
    found = DocumentsDashboard().added(Asked("documents", 30, **filters))
    sections = {section.shown["title"]: dict(section.shown["groups"]) for section in found.sections}
    return {str(card.title): card.value for card in found.cards}, sections


def counts(shares):
    return {share.label: share.count for share in shares if share.count}


def test_confidence_is_shown_for_each_kind():
    document(Kind.BOOK, (0.95, ""), (0.91, ""), (None, "internal"))
    document(Kind.METER, (0.2, ""))
    document(Kind.METER, (0.99, ""), days_ago=31)
    groups = added()[1]["Confidence"]
    found = {str(kind): counts(shares) for kind, shares in groups.items()}
    assert found == {"vehicle registration book": {"0.9–1.0": 2}, "water meter": {"0.2–0.3": 1}}


def test_documents_are_counted_by_their_length():
    document(Kind.GENERAL, *[(0.9, "")] * 4)
    document(Kind.BOOK, (0.9, ""), (0.9, ""))
    document(Kind.METER, (0.9, ""))
    document(Kind.METER, (0.9, ""))
    assert counts(added()[1]["Pages"][""]) == {"1": 2, "2": 1, "3–5": 1}


def test_pages_that_could_not_be_read_are_counted_by_reason():
    document(Kind.BOOK, (None, "too_small"), (None, "too_small"), (0.9, ""))
    cards, sections = added()
    assert counts(sections["Pages that could not be read"][""]) == {"too_small": 2}
    assert (cards["Pages"], cards["Books"]) == ("3", "1")


def test_filters_narrow_documents_by_kind_client_and_outcome():
    document(Kind.BOOK, (0.9, ""), client="key:a")
    document(Kind.METER, (0.9, ""), client="key:b")
    document(Kind.METER, (0.9, ""), client="key:b", status=500)
    assert added(answer="book")[0]["Pages"] == "1"
    assert added(client="KEY:B")[0]["Meters"] == "2"
    assert added(client="key:b", outcome="error")[0]["Pages"] == "1"


def test_every_row_leads_to_its_document_and_names_no_value(admin_client):
    row = document(Kind.BOOK, (0.9, ""))
    document(Kind.METER, (0.9, ""))
    text = admin_client.get(PAGE, {"answer": "book"}).content.decode()
    assert f'/admin/ocr_docs/documentrequest/{row.pk}/change/">vehicle registration book' in text
    assert ">water meter</a>" not in text
