"""The benchmarks under load: eight clients at once, memory after many photos."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from threading import Event
from typing import Self

import psutil
from django.utils import timezone

from core.models import TimelineStep
from core.showing.measures import Row
from core.showing.processes import ServerProcesses, machine_cpu_s
from recognition.showing.benchmark import Bench
from recognition.showing.benchmark_engines import engine_calls
from recognition.showing.samples import SamplePhoto

CLIENTS = 8
IDLE = ("documents@", "scenes@", "webhooks@")
WARM_UP_S = 5.0
LOAD_S = 40.0


def eight_clients(bench: Bench) -> Iterator[Row]:
    """Eight clients that ask without pause, for 40 s after 5 s of warming up.

    Two views of one question. "In progress" is the share of the time in which at least
    as many engine steps ran, by the timelines, as there are cores. "At its cost when
    alone" is the processor time that the engine calls take for the photos answered,
    measured in this process one photo at a time, of all cores x the time on the clock:
    lower, because engines that share cores and caches take longer for the same work.
    """
    cost = {sample: engine_calls(bench.pixels_of(sample)).cpu_s for sample in bench.samples}
    with _load(bench) as answered:
        time.sleep(WARM_UP_S)
        before, already, began = _Used.so_far(bench.processes), len(answered), timezone.now()
        time.sleep(LOAD_S)
        within, used = answered[already:], _Used.so_far(bench.processes) - before
    engines = sum(cost[sample] for sample in within) / used.available
    yield Row(f"{CLIENTS} clients at once: photos per second", f"{len(within) / LOAD_S:.2f}")
    yield Row("share of the cores used by the worker", f"{used.worker / used.available:.0%}")
    yield Row("share of the cores used by other programs", f"{used.others / used.available:.0%}")
    yield Row("engine work at its cost when alone, share of the cores", f"{engines:.0%}")
    both = _share_with_work_for_all(began, began + timedelta(seconds=LOAD_S))
    what = "share of the time with engine work in progress for every core"
    yield Row(what, f"{both:.0%}", "≥ 85 %", both >= 0.85)


def _share_with_work_for_all(began: datetime, ended: datetime) -> float:
    """Share of the time in which at least as many engine steps ran as there are cores."""
    steps = TimelineStep.objects.filter(
        name__in=("barcode", "ocr"),
        started_at__gte=began - timedelta(minutes=1),
        started_at__lt=ended,
    )
    changes = []
    for started, ms in steps.values_list("started_at", "duration_ms"):
        changes += [(started, 1), (started + timedelta(milliseconds=ms), -1)]
    running, busy, since = 0, timedelta(0), began
    for moment, change in [*sorted(changes), (ended, 0)]:
        now = min(max(moment, began), ended)
        if running >= (psutil.cpu_count() or 1):
            busy += now - since
        running, since = running + change, now
    return busy / (ended - began)


@dataclass(frozen=True, slots=True)
class _Used:
    """Processor seconds: what there was on all cores, and who used how much of it."""

    available: float
    worker: float
    others: float

    @classmethod
    def so_far(cls, server: ServerProcesses) -> Self:
        ours = server.cpu_s(worker_only=False) + time.process_time()
        return cls(
            available=time.monotonic() * (psutil.cpu_count() or 1),
            worker=server.cpu_s(worker_only=True),
            others=machine_cpu_s() - ours,
        )

    def __sub__(self, before: Self) -> Self:
        return type(self)(
            self.available - before.available,
            self.worker - before.worker,
            self.others - before.others,
        )


@contextmanager
def _load(bench: Bench) -> Iterator[list[SamplePhoto]]:
    """Clients that ask without pause; yields the growing list of answered photos.

    Raises CallFailed at the end if a call failed.
    """
    answered: list[SamplePhoto] = []
    stop = Event()

    def client(number: int) -> None:
        for sample in islice(cycle(bench.samples), number, None):
            if stop.is_set():
                return
            bench.ask(sample)
            answered.append(sample)

    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(client, number) for number in range(CLIENTS)]
        try:
            yield answered
        finally:
            stop.set()
    for done in clients:
        done.result()


def memory(bench: Bench, photos: int) -> Iterator[Row]:
    """Web, worker and supervisor together after a fifth and after all of ``photos`` answers.

    Other panels' workers, which have nothing to do here, are not counted.
    """
    order = list(islice(cycle(bench.samples), photos))
    early = photos // 5
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(bench.ask, order[:early]))
        first = bench.processes.memory_mib(without=IDLE)
        list(pool.map(bench.ask, order[early:]))
        last = bench.processes.memory_mib(without=IDLE)
    growth = last / first - 1
    yield Row(f"memory after {early} photos", f"{first:.0f} MiB")
    yield Row(f"memory after {photos} photos", f"{last:.0f} MiB", "< 1024 MiB", last < 1024)
    yield Row("memory, growth between the two", f"{growth:+.1%}", "≤ 5 %", growth <= 0.05)
