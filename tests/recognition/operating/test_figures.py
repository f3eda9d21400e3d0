"""The dashboard of serial numbers: answers, confidence, calibration, ratings, models."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from core.asked import Asked
from core.models import TimelineRequest
from core.timeline import came_to
from recognition.models import RecognitionDetail, SerialRecognition
from recognition.operating import calibration, models_asked, recognised
from recognition.operating.recognised import Cell

pytestmark = pytest.mark.django_db

PAGE = "/ai_serial_recognition/dashboard"


def recognition(status="success", *, days_ago=0, detail=None, **columns):
    then = timezone.now() - timedelta(days=days_ago)
    timeline = TimelineRequest.objects.create(
        panel="recognition",
        client=columns.get("clientUid", "client-1"),
        status=200,
        created_at=then,
    )
    row = SerialRecognition.objects.create(
        **{"clientUid": "client-1", "timeline_request_id": str(timeline.pk), **columns},
        recognition_status=status,
        created_at=then,
    )
    RecognitionDetail.objects.create(
        recognition=row, client=row.clientUid, status=status, created_at=then, **(detail or {})
    )
    came_to(timeline.pk, status, parts=1)
    return row


def asked(days=30, **filters):
    return Asked("recognition", days, **filters)


def values(cards):
    return {str(card.title): card.value for card in cards}


def bars(section):
    [(_, shares)] = section.shown["groups"]
    return {share.label: share.count for share in shares}


def test_answers_are_counted_by_status_and_day():
    recognition(serialNumber="A1", confidence=0.9)
    recognition("low_confidence", serialNumber="A2", confidence=0.3, days_ago=3)
    recognition("error", days_ago=3)
    recognition(serialNumber="OLD", confidence=0.9, days_ago=40)
    shown = recognised.over_time(asked()).shown
    assert [column.total for column in shown["columns"]][-4:] == [2, 0, 0, 1]
    counts = {share.label: share.count for share in shown["legend"]}
    assert counts == {"success": 1, "low_confidence": 1, "failed": 0, "error": 1}


def test_confidence_is_counted_by_tenth_of_answers_with_a_number():
    recognition(serialNumber="A1", confidence=1.0)
    recognition(serialNumber="A2", confidence=0.9)
    recognition(serialNumber="A3", confidence=0.8999)
    recognition("low_confidence", serialNumber="A4", confidence=0.0001)
    recognition("failed", confidence=0.0)
    recognition("error")
    found = bars(recognised.confidence(recognised.tally(asked())))
    assert (found["0.9–1.0"], found["0.8–0.9"], found["0.0–0.1"]) == (2, 1, 1)
    assert sum(found.values()) == 4


def test_cards_give_shares_and_means():
    recognition(serialNumber="A1", confidence=0.9, rating=5)
    recognition("low_confidence", serialNumber="A2", confidence=0.5, rating=2)
    recognition("failed", confidence=0.0)
    recognition("error")
    found = values(recognised.cards(recognised.tally(asked())))
    assert found == {"Success": "25.0 %", "Mean confidence": "0.700", "Mean rating": "3.50"}


def test_means_of_nothing_are_no_numbers():
    found = values(recognised.cards(recognised.tally(asked())))
    assert found == {"Success": "0.0 %", "Mean confidence": "–", "Mean rating": "–"}


def cell(rating, count=1, *, tenth=9, status="success", sure=0.95):
    return Cell(status, tenth, rating, count, sure * count)


def test_calibration_is_the_share_rated_right_in_each_tenth():
    cells = [cell(5, 6), cell(4, 2), cell(1, 2), cell(1, 3, tenth=4, sure=0.45), cell(None, 50)]
    high, low = calibration.tenths(cells)
    assert (high.label, high.right, high.rated, high.kept) == ("0.9–1.0", 8, 10, 80)
    assert high.promised == pytest.approx(95)
    assert (low.kept, low.is_few, high.is_few) == (0, True, False)


def test_three_stars_say_neither_right_nor_wrong():
    assert calibration.tenths([cell(3, 9)]) == []


def test_ratings_of_answers_without_a_number_do_not_count():
    assert calibration.tenths([cell(1, status="failed", tenth=0, sure=0)]) == []


def test_how_far_confidence_is_off_is_weighed_by_ratings():
    cells = [cell(5, 3, sure=0.9), cell(1, 1, tenth=4, sure=0.4)]
    assert calibration.off_by(calibration.tenths(cells)) == pytest.approx((10 * 3 + 40) / 4)
    assert calibration.off_by([]) is None


@pytest.mark.parametrize(
    ("rated", "words"), [(1, "Only 1 answer is"), (49, "too few to judge by"), (50, "unhappy")]
)
def test_few_ratings_are_said_to_be_few(rated, words):
    assert words in calibration.section([cell(5, rated)]).shown["warning"]


def test_models_are_listed_with_answers_cache_tokens_and_cost(settings):
    settings.MODEL_PRICES = {"gpt": 2.5}
    recognition(detail={"model": "gpt", "tokens": 1_000_000})
    recognition(detail={"model": "gpt", "cached": True})
    recognition(detail={"model": "other", "tokens": 10})
    recognition(detail={})
    found = models_asked.heard(asked())
    assert [(one.model, one.answers, one.cached, one.tokens, one.cost) for one in found] == [
        ("gpt", 2, 1, 1_000_000, 2.5),
        ("other", 1, 0, 10, None),
        ("", 1, 0, 0, None),
    ]
    cards = models_asked.cards(found)
    assert values(cards) == {"From the cache": "25.0 %", "Model tokens": "1,000,010"}
    assert cards[1].note == "about 2.50"


def test_models_are_narrowed_by_client_and_answer():
    recognition(clientUid="ware-7", detail={"model": "gpt", "tokens": 5})
    recognition("error", clientUid="shop-1", detail={"model": "gpt", "tokens": 3})
    assert [one.tokens for one in models_asked.heard(asked())] == [8]
    assert [one.tokens for one in models_asked.heard(asked(client="WARE"))] == [5]
    assert [one.tokens for one in models_asked.heard(asked(answer="error"))] == [3]
    assert [one.tokens for one in models_asked.heard(asked(outcome="answered"))] == [5]


def test_the_page_shows_every_section_and_links_to_each_recognition(admin_client):
    row = recognition(
        serialNumber="SN-77", confidence=0.91, rating=2, feedback="The 7 is a 1", detail={}
    )
    text = admin_client.get(PAGE).content.decode()
    for heading in (
        "Answers",
        "Confidence",
        "Calibration",
        "Models",
        "Ratings",
        "What people said",
    ):
        assert f"<h2>{heading}" in text
    assert "The 7 is a 1" in text
    link = f"/admin/recognition/serialrecognition/{row.pk}/change/"
    assert text.count(link) == 2
    assert admin_client.get(link).status_code == 200


def test_filters_narrow_what_was_recognised_too(admin_client):
    recognition(serialNumber="MINE-1", confidence=0.9, clientUid="ware-7")
    recognition("low_confidence", serialNumber="LOW-1", confidence=0.4, clientUid="shop-1")
    recognition("error", clientUid="shop-1")

    def numbers(**filters):
        text = admin_client.get(PAGE, filters).content.decode()
        return {name for name in ("MINE-1", "LOW-1") if name in text}

    assert numbers() == {"MINE-1", "LOW-1"}
    assert numbers(client="WARE") == {"MINE-1"}
    assert numbers(answer="low_confidence") == {"LOW-1"}
    assert numbers(answer="low_confidence", client="ware") == set()
    cells = recognised.tally(asked(outcome="error"))
    assert [(one.status, one.count) for one in cells] == [("error", 1)]


def test_the_export_holds_the_requests_with_the_answer_asked_for(admin_client):
    low = recognition("low_confidence", clientUid="=1+1", serialNumber="A", confidence=0.4)
    recognition(clientUid="other", serialNumber="B", confidence=0.9)
    answer = admin_client.get(PAGE, {"answer": "low_confidence", "format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [line] = csv.DictReader(io.StringIO(text))
    assert line["client"] == "'=1+1"
    assert line["id"] == low.timeline_request_id


def test_an_answer_whose_timeline_is_gone_breaks_nothing(admin_client):
    row = recognition("low_confidence", serialNumber="A", confidence=0.4)
    TimelineRequest.objects.all().delete()
    SerialRecognition.objects.create(clientUid="c", recognition_status="low_confidence")
    page = admin_client.get(PAGE, {"answer": "low_confidence"})
    assert page.status_code == 200
    assert row.timeline_request_id not in page.content.decode()


def test_the_page_asks_the_database_a_bounded_number_of_questions(
    admin_client, django_assert_max_num_queries
):
    for number in range(60):
        recognition(serialNumber=f"SN{number}", confidence=0.9, rating=1, days_ago=number % 30)
    with django_assert_max_num_queries(22):
        admin_client.get(PAGE)
    with django_assert_max_num_queries(22):
        admin_client.get(PAGE, {"answer": "success", "client": "client"})


def test_what_waits_and_advice_are_shown(admin_client):
    text = admin_client.get(PAGE).content.decode()
    assert "Nothing has been saved yet." in text
    assert "the queue is empty" in text


def test_it_is_for_staff_who_may_see_recognitions(client):
    client.force_login(User.objects.create_user("staff", password="x", is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert client.get(PAGE, {"format": "csv"}).status_code == 403
