"""The embedded server: what `make up` runs, and what the demo and the benchmarks start.

supervisord keeps a web process and the workers alive and restarts each when it dies;
config/supervisord.conf says how they are started.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from django.conf import settings

START_DEADLINE_S = 180.0
_ROOMY_BYTES = 6 * 1024**3
"""With less, a second process for documents (0.8 GiB) could be too much beside the others."""

_CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")


class ServerDidNotStart(Exception):
    """The message says where to look."""


def command() -> list[str]:
    return [str(Path(sys.executable).with_name("supervisord")), "-c", "config/supervisord.conf"]


def environment(*, var: Path, host: str, port: int, **extra: str) -> dict[str, str]:
    """The environment supervisord expands, on top of ours."""
    told = dict(os.environ) | extra
    usual = document_workers(len(os.sched_getaffinity(0)), _memory_bytes())
    workers = told.get("DOCUMENT_WORKERS", str(usual))
    # The engines bound their own threads; these libraries would each start more.
    defaults = {
        "OMP_NUM_THREADS": "1",
        "WORKER_THREADS": "4",
        "DOCUMENT_WORKERS": workers,
        "DOCUMENT_THREADS": "2" if workers == "1" else "1",
        "SCENE_THREADS": "2",
        "WEBHOOK_THREADS": "8",
    }
    here = {
        "HOST": host,
        "PORT": str(port),
        "VAR": str(var),
        "BIN": str(Path(sys.executable).parent),
    }
    return defaults | told | here | extra


def document_workers(cores: int, memory_bytes: int) -> int:
    """How many processes read documents if nobody says: two, or one where either is short."""
    return 2 if cores > 1 and memory_bytes >= _ROOMY_BYTES else 1


def _memory_bytes() -> int:
    """Memory of this machine, or what a container may use of it."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        return min(machine, int(_CONTAINER_LIMIT.read_text()))
    except (OSError, ValueError):  # no such file; "max"
        return machine


def is_running(var: Path) -> bool:
    """True when a server already works in the folder ``var``."""
    try:
        pid = int((var / "supervisord.pid").read_text())
        os.kill(pid, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def is_free(host: str, port: int) -> bool:
    """True when nothing listens on ``host``:``port`` yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@contextmanager
def running(var: Path, **extra: str) -> Iterator[str]:
    """Serve the installation in ``var`` on a free port until the block ends.

    ``extra`` are environment variables for the server. Yields its base URL once it
    is healthy. Raises ServerDidNotStart.
    """
    if is_running(var):
        raise ServerDidNotStart(
            f"A server is already running in {var}. Stop it, or give another folder: VAR=..."
        )
    # A terminated command still stops its server: SystemExit runs the finally below.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own command
        command(),
        cwd=settings.BASE_DIR,
        env=environment(var=var, host="127.0.0.1", port=port, **extra),
        start_new_session=True,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait_until_healthy(base, process, var)
        yield base
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _wait_until_healthy(base: str, process: subprocess.Popen[bytes], var: Path) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(base):
            return
        time.sleep(0.1)
    raise ServerDidNotStart(
        f"The server did not become healthy within {START_DEADLINE_S:.0f} s. "
        f"See web.log, worker.log and the other logs in {var}."
    )


def _answers(base: str) -> bool:
    try:
        return requests.get(f"{base}/healthz", timeout=5).status_code == 200
    except requests.RequestException:
        return False
