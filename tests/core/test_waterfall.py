"""A timeline as bars."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from core.waterfall import duration_text, waterfall

START = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Step:
    name: str
    at_ms: float
    duration_ms: float
    outcome: str = "ok"
    attempt: int = 1
    detail: dict = field(default_factory=dict)

    @property
    def started_at(self):
        return START + timedelta(milliseconds=self.at_ms)


def test_bars_are_placed_and_sized_in_per_cent_of_the_whole():
    [stretch] = waterfall([Step("fetch", 0, 100), Step("read", 100, 300)])
    assert stretch.length == "400 ms"
    assert stretch.ticks == ("0 ms", "100 ms", "200 ms", "300 ms", "400 ms")
    read = stretch.bars[1]
    assert (read.left, read.width) == ("25.000%", "75.000%")
    assert (read.offset, read.duration) == ("100 ms", "300 ms")


def test_steps_come_in_order_of_time_whatever_order_they_were_written_in():
    [stretch] = waterfall([Step("late", 50, 1), Step("early", 0, 1)])
    assert [bar.name for bar in stretch.bars] == ["early", "late"]


def test_a_job_that_was_run_again_hours_later_gets_a_scale_of_its_own():
    first, second = waterfall(
        [Step("read", 0, 500, "engine_timeout"), Step("read", 7_200_500, 400, attempt=2)]
    )
    assert (first.pause, second.pause) == ("", "2 h 0 min")
    assert second.bars[0].left == "0.000%"
    assert second.bars[0].width == "100.000%"


def test_an_error_a_cache_hit_and_success_have_different_tones():
    [stretch] = waterfall(
        [Step("a", 0, 1), Step("b", 1, 1, "hit"), Step("c", 2, 1, "miss"), Step("d", 3, 1, "oops")]
    )
    assert [bar.tone for bar in stretch.bars] == ["ok", "hit", "miss", "bad"]


def test_no_steps_are_no_stretches():
    assert waterfall([]) == []


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0 ms"),
        (0.42, "0.4 ms"),
        (85.4, "85 ms"),
        (1240, "1.24 s"),
        (185_000, "3 min 5 s"),
        (7_800_000, "2 h 10 min"),
    ],
)
def test_durations_are_short_enough_to_read(ms, text):
    assert duration_text(ms) == text


def test_durations_are_told_in_thai():
    with translation.override("th"):
        assert duration_text(7_800_000) == "2 ชม. 10 นาที"
        assert duration_text(185_000) == "3 นาที 5 วิ"
