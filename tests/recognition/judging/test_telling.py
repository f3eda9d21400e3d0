"""What an answer tells of the photo: every print once, with its place, and never a secret."""

import json

import pytest

from recognition.judging.confidence import Evidence, parts, probability
from recognition.judging.serials import decide


def texts(verdict):
    return [line["text"] for line in verdict.seen["lines"]]


def test_print_that_is_read_several_times_is_told_once_from_the_top_down(label):
    verdict = decide(label("ACME", "S/N: VN48Q27A19036"))
    assert texts(verdict) == ["ACME", "S/N: VN48Q27A19036"]
    assert [line["looks"] for line in verdict.seen["lines"]] == [3, 3]
    assert verdict.seen["lines"][0]["box"][0] == [100, 100]
    assert (verdict.seen["width"], verdict.seen["height"]) == (1000, 1000)


def test_a_barcode_is_told_with_its_place_and_kind(label, bars):
    verdict = decide(label("S/N: VN48Q27A19036", barcodes=[bars("VN48Q27A19036", y=130)]))
    (code,) = verdict.seen["codes"]
    assert (code["text"], code["kind"], code["format"]) == ("VN48Q27A19036", "serial", "Code128")
    assert code["box"][0] == [100, 130]


def test_values_that_are_no_serial_number_are_told_apart(label):
    verdict = decide(label("S/N: VN48Q27A19036", "Model: PX-200"))
    assert [(one["value"], one["kind"]) for one in verdict.seen["others"]] == [("PX-200", "model")]


@pytest.mark.parametrize(
    "lines",
    [
        ["S/N: VN48Q27A19036", "Wi-Fi Key: Xk39Qpz7"],
        ["S/N: VN48Q27A19036", ("Password", 100, 200), ("Xk39Qpz7", 220, 200)],
        ["S/N: VN48Q27A19036", "Password: Xk39Qpz7", ("use Xk39Qpz7 to log in", 100, 400)],
        ["S/N: VN48Q27A19036", ("Password", 100, 200), ("open sesame", 220, 200)],
    ],
    ids=["behind its name", "beside its name", "repeated elsewhere", "in plain words"],
)
def test_a_secret_is_in_no_part_of_what_is_told(label, lines):
    verdict = decide(label(*lines))
    told = json.dumps([verdict.seen, [dict(one.why) for one in verdict.candidates]])
    assert "Xk39Qpz7" not in told
    assert "sesame" not in told
    assert "VN48Q27A19036" in told
    assert "" in texts(verdict)


def test_the_factors_of_a_candidate_multiply_to_its_confidence(label):
    (candidate,) = decide(label("S/N: VN48Q27A19036")).candidates
    why = candidate.why
    assert why["labelled"]
    product = why["claim"] * why["legible"] * why["rivals"]
    assert product == pytest.approx(candidate.confidence, abs=1e-3)


def test_a_probability_is_never_above_what_may_be_promised():
    evidence = Evidence("serial", barcode=True, declared=True)
    assert (parts(evidence).claim, probability(evidence)) == (0.985, 0.985)
