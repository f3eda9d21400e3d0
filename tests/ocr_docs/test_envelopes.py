"""Statuses, words and data, as the reference tabulates them."""

import json

import pytest

from ocr_docs.envelopes import PageOutcome, answer, refusal
from ocr_docs.kinds import Kind
from ocr_docs.wording import GENERATIONS, Fault

WORDS, NUMBERS = GENERATIONS["words"], GENERATIONS["numbers"]
PAGE = {"color": {"value": "ขาว"}}
GOOD = PageOutcome(data=PAGE)
SIZES = "(image must be base64 and image size must between 500x500 and 10000x10000)"


def bad(fault):
    return PageOutcome(fault=fault)


def said(body):
    return [(error["code"], error["message"]) for error in body["error"]]


def test_a_book_that_was_read_is_a_success_without_errors():
    assert answer(Kind.BOOK, [GOOD], WORDS) == (
        200,
        {"status": "success", "error": [], "data": [PAGE]},
    )


def test_the_envelope_keeps_the_order_of_its_keys():
    _, body = answer(Kind.BOOK, [bad(Fault.NOT_THIS)], WORDS)
    assert list(body) == ["status", "error", "data"]
    assert list(body["error"][0]) == ["object", "code", "message"]
    assert body["error"][0]["object"] == "error"


@pytest.mark.parametrize(
    ("fault", "code", "message"),
    [
        (Fault.TOO_SMALL, "1001", f"Too low image resolution {SIZES}"),
        (Fault.TOO_LARGE, "1002", f"Image quality not acceptable {SIZES}"),
        (Fault.NOT_AN_IMAGE, "1003", f"cannot convert image please check your image {SIZES}"),
        (
            Fault.NOT_THIS,
            "can_not_find_vehicle_registration_on_image",
            "can not find vehicle registration on image",
        ),
    ],
)
def test_a_book_of_one_bad_page_is_a_bad_request_with_its_reason_first(fault, code, message):
    status, body = answer(Kind.BOOK, [bad(fault)], WORDS)
    assert (status, body["status"], body["data"]) == (400, "error", [{}])
    assert said(body) == [(code, message), ("bad_request", "Bad Request")]


def test_a_page_that_crashed_alone_repeats_its_error_as_the_summary():
    status, body = answer(Kind.BOOK, [bad(Fault.INTERNAL)], WORDS)
    assert status == 400
    assert said(body) == [("internal_server_error", "Page 1 : Internal Server Error")] * 2


def test_some_pages_good_is_partial_content_with_holes_where_pages_failed():
    pages = [GOOD, bad(Fault.INTERNAL), GOOD, bad(Fault.NOT_THIS)]
    status, body = answer(Kind.BOOK, pages, WORDS)
    assert (status, body["status"]) == (206, "error")
    assert body["data"] == [PAGE, {}, PAGE, {}]
    assert [code for code, _ in said(body)] == [
        "internal_server_error",
        "can_not_find_vehicle_registration_on_image",
        "partial_content",
    ]
    assert said(body)[0][1] == "Page 2 : Internal Server Error"
    assert said(body)[-1][1] == "Partial content"


def test_nothing_read_in_time_is_unavailable_and_some_pages_late_is_partial():
    assert answer(Kind.BOOK, [bad(Fault.LATE)], WORDS)[0] == 503
    status, body = answer(Kind.BOOK, [GOOD, bad(Fault.LATE)], WORDS)
    assert status == 206
    assert said(body)[0] == ("deadline_exceeded", "Page 2 : not read in time")


def test_a_meter_without_digits_is_http_400_with_the_word_success():
    status, body = answer(Kind.METER, [PageOutcome()], WORDS)
    assert status == 400
    text = json.dumps(body)
    assert text == (
        '{"status": "success", "error": [{"object": "error", "code": "bad_request", '
        '"message": "Bad Request"}], "data": [{"numbers": {"value": "", "bboxes": [], '
        '"bboxes_norm": [], "bboxes_rotated": [], "bboxes_rotated_norm": [], '
        '"confidence": -1.0, "angle": 0.0}}]}'
    )


@pytest.mark.parametrize(
    ("fault", "status", "codes"),
    [
        (Fault.NOT_AN_IMAGE, 400, ["image_not_support", "bad_request"]),
        (Fault.INTERNAL, 500, ["internal_server_error"]),
    ],
)
def test_a_meter_that_failed_still_has_numbers_to_index(fault, status, codes):
    answered, body = answer(Kind.METER, [bad(fault)], WORDS)
    assert (answered, body["status"]) == (status, "error")
    assert [code for code, _ in said(body)] == codes
    assert body["data"][0]["numbers"]["confidence"] == -1.0


def test_general_ocr_says_its_status_as_text_and_names_the_request():
    status, body = answer(Kind.GENERAL, [GOOD], WORDS, "r-1")
    assert (status, list(body)) == (200, ["status", "request_id", "error", "data"])
    assert (body["status"], body["request_id"]) == ("200", "r-1")
    status, body = answer(Kind.GENERAL, [bad(Fault.NOT_AN_IMAGE)], WORDS, "r-1")
    assert (status, body["status"], said(body)[0][0]) == (400, "400", "image_not_support")


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (Fault.NOT_AN_IMAGE, 422, 20002),
        (Fault.TOO_LARGE, 413, 20000),
        (Fault.NOT_THIS, 400, "400"),
        (Fault.INTERNAL, 500, "400"),
    ],
)
def test_the_third_version_says_numbers_and_other_statuses(fault, status, code):
    answered, body = answer(Kind.BOOK, [bad(fault)], NUMBERS)
    assert (answered, body["error"][0]["code"]) == (status, code)


def test_the_third_version_changes_no_answer_that_succeeds():
    for kind in Kind:
        assert answer(kind, [GOOD], NUMBERS) == answer(kind, [GOOD], WORDS)


def test_a_refusal_has_no_data_but_for_a_meter():
    assert refusal(Kind.BOOK, 413, [WORDS.too_large()])[1]["data"] == []
    assert refusal(Kind.METER, 413, [WORDS.too_large()])[1]["data"][0]["numbers"]["value"] == ""
