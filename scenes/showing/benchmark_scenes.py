"""Scenes recognised by a live server: how long they take, and what they leave behind.

Times run from sending the request to the moment in which its report is READY; photos are
uploaded before. Each measure gives rows for one table.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

from core.showing.measures import CallFailed, Row, announce
from core.showing.processes import ServerProcesses
from scenes.drawing.products import Product
from scenes.showing.api_client import PanelClient
from scenes.showing.benchmark_catalogue import pack_shot

ROUNDS = 3
PATIENCE_S = 600.0
CLIENTS = 4
LIMIT_S = 6.0
NEW_SKU_S = 2.0


def seconds(client: PanelClient, photos: Sequence[bytes]) -> float:
    """How long one scene takes, all of its stages. Raises CallFailed."""
    images = [client.upload(photo, "photo.jpg") for photo in photos]
    started = time.perf_counter()
    _facings(client, images)
    return time.perf_counter() - started


def large_photo(client: PanelClient, photo: bytes, what: str) -> tuple[float, Row]:
    """The median of three rounds after one that warms the index, and its row."""
    announce(f"{what}, {ROUNDS + 1} times")
    seconds(client, [photo])
    times = [seconds(client, [photo]) for _ in range(ROUNDS)]
    middle = median(times)
    said = f"{middle:.2f} s, slowest {max(times):.2f} s"
    return middle, Row(what, said, f"≤ {LIMIT_S:g} s", middle <= LIMIT_S)


def new_sku(client: PanelClient, shown: Product, photo: bytes, skus: int) -> Row:
    """A photo of a product that nobody knows, before and after its SKU is saved.

    What the second one takes longer is what a new SKU costs.
    """
    announce(f"a SKU is added to {skus:,}")
    seconds(client, [photo])
    before = seconds(client, [photo])
    image = client.upload(photo, "photo.jpg")
    shot = client.upload(pack_shot(shown), "pack.jpg")
    started = time.perf_counter()
    about = {"size_x_mm": shown.width_mm, "size_y_mm": shown.height_mm}
    made = client.post("sku", {"name": shown.name, "image": shot, **about})
    found = _facings(client, [image])
    took = time.perf_counter() - started - before
    if made["id"] not in found:
        raise CallFailed(f"The new SKU was not recognised: {found}")
    what = f"a SKU added to {skus:,}, until the next photo names it, over the same photo before"
    return Row(what, f"{took:+.2f} s", f"≤ {NEW_SKU_S:g} s", took <= NEW_SKU_S)


def memory(
    client: PanelClient, photo: bytes, scenes: int, processes: ServerProcesses
) -> Iterator[Row]:
    """Web, workers and supervisor together after a fifth and after all of ``scenes``.

    The worker for documents, which has nothing to do here, is not counted.
    """
    early = scenes // 5
    announce(f"memory over {scenes} scenes")
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda _: seconds(client, [photo]), range(early)))
        first = processes.memory_mib(without=("documents@",))
        list(pool.map(lambda _: seconds(client, [photo]), range(scenes - early)))
        last = processes.memory_mib(without=("documents@",))
    growth = last / first - 1
    yield Row(f"memory after {early} scenes", f"{first:.0f} MiB")
    yield Row(f"memory after {scenes} scenes", f"{last:.0f} MiB")
    yield Row("memory, growth between the two", f"{growth:+.1%}", "≤ 5 %", growth <= 0.05)


def _facings(client: PanelClient, images: Sequence[int]) -> dict[int, int]:
    """SKU -> facings of a scene of ``images``. Raises CallFailed unless it is READY."""
    opened = client.recognize(images, report_types=["FACING_COUNT"])
    report: dict[str, Any] = client.ended(opened["FACING_COUNT"], deadline_s=PATIENCE_S)
    if report["status"] != "READY":
        raise CallFailed(f"the scene: {report['status']} {report.get('error', '')}")
    return {row["sku_id"]: row["count"] for row in report["json"]}
