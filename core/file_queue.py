"""A queue in a folder: kombu's filesystem transport, made atomic.

As shipped, a reader can take a message that is still being written, and one
message is lost. Here a message becomes visible only when whole (write, sync,
rename), and exactly one reader wins it (rename into ``taken``). A worker that
dies between winning and reading leaves its file in ``taken``; the sweeper over
the job rows covers that, since the row is the truth and the queue a hint.

Listing costs O(queue length): fine up to a few thousand waiting messages.
"""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    # kombu's own channels disagree about the names of these parameters.
    def _put(self, queue: str, message: Any, **_: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        # Wall-clock names: sorting by name is sorting by age, also after a reboot.
        name = f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        hidden = folder / f".{name}"
        with hidden.open("wb") as file:
            file.write(dumps(message).encode())
            file.flush()
            os.fsync(file.fileno())
        hidden.rename(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ARG002
        folder, taken = Path(self.data_folder_in), Path(self.processed_folder)
        for name in self._waiting(queue):
            try:
                mine = (folder / name).rename(taken / name)
            except FileNotFoundError:  # another worker was quicker
                continue
            payload = loads(mine.read_text())
            mine.unlink()
            return payload
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _waiting(self, queue: str) -> list[str]:
        suffix = f".{queue}.msg"
        names = os.listdir(self.data_folder_in)  # noqa: PTH208 - names, not paths: this is polled
        return sorted(n for n in names if n.endswith(suffix) and not n.startswith("."))


class Transport(filesystem.Transport):
    Channel = Channel
