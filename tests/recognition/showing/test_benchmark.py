"""What the benchmarks measure with, on this process and on a drawn label."""

import mmap
import os
import time

import numpy as np
import pytest

from core.showing.measures import Row, as_markdown
from core.showing.processes import ServerProcesses, machine_cpu_s
from recognition.showing.benchmark_engines import Stopwatch, engine_calls
from tests.conftest import draw_label


def test_the_table_says_what_was_met_and_what_was_missed() -> None:
    rows = [
        Row("cached answer", "12 ms"),
        Row("ratio", "9.0 x", "≥ 8 x", True),
        Row("memory", "1100 MiB", "< 1024 MiB", False),
    ]
    assert list(as_markdown(rows)) == [
        "| what | measured | demanded | |",
        "|---|---|---|---|",
        "| cached answer | 12 ms |  |  |",
        "| ratio | 9.0 x | ≥ 8 x | met |",
        "| memory | 1100 MiB | < 1024 MiB | **missed** |",
    ]


def test_a_stopwatch_adds_up_its_calls_and_tells_sleeping_from_working() -> None:
    watch = Stopwatch()
    for _ in range(2):
        with watch.running():
            time.sleep(0.02)
    assert watch.ms >= 40
    assert watch.cpu_s < 0.02


def test_engine_calls_are_timed_and_nothing_else() -> None:
    pixels = np.asarray(draw_label())
    engine_calls(pixels)
    started = time.perf_counter()
    watch = engine_calls(pixels)
    assert 0 < watch.ms <= (time.perf_counter() - started) * 1000
    assert watch.cpu_s > 0


@pytest.fixture
def processes(tmp_path):
    """This process, as if it were a supervisor."""
    (tmp_path / "supervisord.pid").write_text(f"{os.getpid()}\n")
    return ServerProcesses(tmp_path)


def test_memory_is_counted_over_the_whole_tree(processes) -> None:
    before = processes.memory_mib()
    # Not from the heap: it may have as much to spare from earlier tests.
    ballast = np.frombuffer(mmap.mmap(-1, 64 * 2**20), np.uint8)
    ballast[:] = 1
    assert processes.memory_mib() - before > 60
    assert ballast.all()


def test_processor_time_counts_all_or_the_worker_alone(processes) -> None:
    assert processes.cpu_s(worker_only=True) <= processes.cpu_s(worker_only=False)
    assert 0 < processes.cpu_s(worker_only=False) < machine_cpu_s()
