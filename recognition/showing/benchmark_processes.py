"""What the server's processes cost: memory and processor time. Needs psutil (development only)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class ServerProcesses:
    """The processes of the embedded server that runs in the folder ``var``."""

    var: Path

    def memory_mib(self) -> float:
        """Proportional set size of supervisor, web and worker together.

        PSS counts a page that processes share once, split among them; where the
        kernel does not tell, the resident size, which counts such pages twice.
        """
        sizes = [process.memory_full_info() for process in self._all()]
        return sum(getattr(size, "pss", size.rss) for size in sizes) / 2**20

    def cpu_s(self, *, worker_only: bool) -> float:
        """Processor seconds, user and system, used so far by all of them or by the worker."""
        counted = [p for p in self._all() if _is_worker(p) or not worker_only]
        return sum(times.user + times.system for times in (p.cpu_times() for p in counted))

    def _all(self) -> list[psutil.Process]:
        supervisor = psutil.Process(int((self.var / "supervisord.pid").read_text()))
        return [supervisor, *supervisor.children(recursive=True)]


def machine_cpu_s() -> float:
    """Processor seconds that all programs of this machine have used so far, on all cores."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system + times.irq + times.softirq)


def _is_worker(process: psutil.Process) -> bool:
    return any("celery" in part for part in process.cmdline())
