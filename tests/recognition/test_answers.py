"""The body, byte for byte as the seed documents it."""

import dataclasses
import json

import pytest

from core.geometry import quad_of
from recognition.answers import NOTHING_FOUND, answer_of, body_of, status_of
from recognition.evidence import Candidate, Kind, Source, Verdict

FIVE = ["serialNumber", "confidence", "location", "additionalNumbers", "notes"]
EXTRAS = [
    "recognitionId",
    "timeline_request_id",
    "cached",
    "barcodes",
    "candidates",
    "box",
    "checks",
    "model",
]


def verdict(**changes):
    quad = quad_of([(1, 2), (3.26, 2), (3, 4), (1, 4)])
    candidate = Candidate("SN123456789ABC", Kind.SERIAL, (Source.TEXT,), 0.95, "S/N", quad)
    full = Verdict(
        serial_number="SN123456789ABC",
        confidence=0.95,
        location="bottom left corner on device label",
        additional_numbers=("MODEL-XYZ", "REV-02", "2024"),
        notes="Clear serial number found on manufacturer sticker",
        candidates=(candidate,),
        barcodes=(("Code128", "SN123456789ABC", "serial"),),
        box=quad,
    )
    return dataclasses.replace(full, **changes)


def body(verdict, *, threshold=0.7, tokens=1250):
    answer = answer_of(verdict, tokens=tokens, model="gpt-4o-mini")
    return body_of(answer, threshold=threshold, recognition_id="456", timeline_request_id="t")


def test_success_has_the_seeds_keys_in_the_seeds_order_then_the_additive_ones():
    got = body(verdict())
    assert list(got) == [*FIVE, "recognitionStatus", "tokens", "data", *EXTRAS]
    assert list(got["data"]) == FIVE
    seed = (
        '{"serialNumber":"SN123456789ABC","confidence":0.95,'
        '"location":"bottom left corner on device label",'
        '"additionalNumbers":["MODEL-XYZ","REV-02","2024"],'
        '"notes":"Clear serial number found on manufacturer sticker",'
        '"recognitionStatus":"success","tokens":1250,'
        '"data":{"serialNumber":"SN123456789ABC","confidence":0.95,'
        '"location":"bottom left corner on device label",'
        '"additionalNumbers":["MODEL-XYZ","REV-02","2024"],'
        '"notes":"Clear serial number found on manufacturer sticker"}'
    )
    assert json.dumps(got, separators=(",", ":")).startswith(seed)


def test_low_confidence_has_the_same_keys():
    got = body(verdict(confidence=0.3, additional_numbers=()))
    assert got["recognitionStatus"] == "low_confidence"
    assert got["data"]["serialNumber"] == "SN123456789ABC"
    assert got["additionalNumbers"] == []


def test_nothing_found_has_a_message_and_no_top_level_serial():
    got = body(verdict(serial_number=None, confidence=0.0), tokens=950)
    assert list(got) == ["data", "recognitionStatus", "tokens", *EXTRAS]
    assert got["data"] == {"message": NOTHING_FOUND}
    assert (got["recognitionStatus"], got["tokens"]) == ("failed", 950)


@pytest.mark.parametrize(
    ("confidence", "status"),
    [
        (0.70, "success"),
        (0.69, "low_confidence"),
        (0.69996, "success"),
        (0.69994, "low_confidence"),
    ],
)
def test_the_threshold_is_compared_with_the_number_that_is_shown(confidence, status):
    answer = answer_of(verdict(confidence=confidence), tokens=0, model="")
    assert status_of(answer, 0.7) == status
    assert (answer.confidence >= 0.7) == (status == "success")


def test_an_answer_survives_being_stored_as_json():
    answer = answer_of(verdict(), tokens=3, model="")
    assert type(answer)(**json.loads(json.dumps(dataclasses.asdict(answer)))) == answer
    assert answer.box == [[1, 2], [3.3, 2], [3, 4], [1, 4]]
