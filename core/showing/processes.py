"""What the server's processes cost: memory and processor time. Needs psutil (development only)."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class ServerProcesses:
    """The processes of the embedded server that runs in the folder ``var``."""

    var: Path

    def memory_mib(self, *, without: Collection[str] = ()) -> float:
        """Proportional set size of all of them together, in MiB.

        Left out are those whose command line has one of ``without`` in it.
        PSS counts a page that processes share once, split among them; where the
        kernel does not tell, the resident size, which counts such pages twice.
        """
        counted = [p for p in self._all() if not any(_says(p, word) for word in without)]
        sizes = [process.memory_full_info() for process in counted]
        return sum(getattr(size, "pss", size.rss) for size in sizes) / 2**20

    def cpu_s(self, *, worker_only: bool) -> float:
        """Processor seconds, user and system, used so far by all of them, or by the
        worker for photos."""
        counted = [p for p in self._all() if not worker_only or _says(p, "worker@")]
        return sum(times.user + times.system for times in (p.cpu_times() for p in counted))

    def _all(self) -> list[psutil.Process]:
        supervisor = psutil.Process(int((self.var / "supervisord.pid").read_text()))
        return [supervisor, *supervisor.children(recursive=True)]


@contextmanager
def on_one_core() -> Iterator[None]:
    """What is started inside runs on one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def machine_cpu_s() -> float:
    """Processor seconds that all programs of this machine have used so far, on all cores."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system + times.irq + times.softirq)


def _says(process: psutil.Process, word: str) -> bool:
    return any(word in part for part in process.cmdline())
