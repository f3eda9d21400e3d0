import pytest

from core.evaluation import Case, as_json, summary_of


def case(confidence, *, right=True, seconds=1.0, answered=True):
    got = ("A" if right else "B") if answered else ""
    return Case("a.jpg", "A", got, confidence, seconds)


def test_shares_are_of_all_photos():
    cases = [case(0.9), case(0.8, right=False), case(0.5), case(0.2, right=False)]
    summary = summary_of(cases, 0.7)
    assert summary.exact_match == 0.5
    assert summary.coverage == 0.5
    assert summary.confidently_wrong == 0.25


def test_the_threshold_itself_counts_as_confident():
    assert summary_of([case(0.7)], 0.7).coverage == 1
    assert summary_of([case(0.69)], 0.7).coverage == 0


def test_no_answer_is_never_confident():
    summary = summary_of([case(0.9, answered=False)], 0.7)
    assert (summary.coverage, summary.confidently_wrong) == (0, 0)


def test_a_promise_that_is_kept_has_no_calibration_error():
    cases = [case(0.75, right=n < 3) for n in range(4)]
    assert summary_of(cases, 0.7).calibration_error == pytest.approx(0)
    cases = [case(0.95, right=False)] * 2
    assert summary_of(cases, 0.7).calibration_error == pytest.approx(0.95)


def test_times_are_summed_up_by_median_and_percentile():
    cases = [case(0.9, seconds=n) for n in range(1, 101)]
    summary = summary_of(cases, 0.7)
    assert summary.seconds_median == 50.5
    assert summary.seconds_p95 == 96


def test_nothing_measured_is_an_error():
    with pytest.raises(ValueError, match="nothing"):
        summary_of([], 0.7)


def test_any_accepted_answer_is_right_and_no_other():
    accepted = Case("a.jpg", "A", "B", 0.9, 1.0, accepted=("B", "C"))
    assert accepted.right
    assert Case("a.jpg", "A", "A", 0.9, 1.0, accepted=("B",)).right
    assert not Case("a.jpg", "A", "D", 0.9, 1.0, accepted=("B", "C")).right


def test_the_file_holds_every_case():
    cases = [case(0.9), case(0.8, right=False)]
    data = as_json(summary_of(cases, 0.7), cases)
    assert data["summary"]["photos"] == 2
    assert [c["right"] for c in data["cases"]] == [True, False]
