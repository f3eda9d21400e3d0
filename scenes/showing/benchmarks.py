"""The panel's benchmarks, against live embedded servers, one scene at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from core import embedded
from core.installation import CREDENTIALS, read_env
from core.showing.measures import Row, announce, at_least, at_most
from core.showing.processes import ServerProcesses, on_one_core
from scenes.drawing.plans import Plan, Rack, Run, ShelfPlan, Wishes, random_plan
from scenes.drawing.products import Product, product
from scenes.drawing.scene import DrawnScene, draw_scene
from scenes.drawing.shots import Grid
from scenes.models import ShelfSettings
from scenes.showing import benchmark_reports
from scenes.showing import benchmark_scenes as measure
from scenes.showing.api_client import PanelClient
from scenes.showing.benchmark_catalogue import filled

FEW, MANY = 100, 2000
PHOTOS = Grid(columns=4, rows=2, side=1600)
LARGE = Grid(side=3560)
"""A photo of 12 megapixels."""
SMALL = Grid(side=640)
NEW = product(3999)


class Benchmarks:
    """See ``core.showing.measures.Benchmark``."""

    title = "Shelf scenes"

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._scenes = int(options["scenes"])

    def rows(self) -> Iterator[Row]:
        yield from benchmark_reports.rows()
        announce("drawing shelves and a catalogue")
        large = draw_scene(
            random_plan(1, Wishes(shelves=4, width_mm=1500.0, products=24)), 1, LARGE
        )
        wall = draw_scene(
            random_plan(2, Wishes(shelves=4, width_mm=3000.0, products=24)), 2, PHOTOS
        )
        products = (*large.products, *wall.products)
        _no_limits()
        filled(FEW, first=products)
        with _server() as client:
            yield from _large_photo(client, large, products)
            yield measure.new_sku(client, NEW, _photo_of_the_new(), MANY)
            fast = _seconds(client, wall)
            processes = ServerProcesses(settings.VAR)
            small = _photo_of_the_new()
            yield from measure.memory(client, small, self._scenes, processes)
        yield Row(f"a scene of {len(wall.photos)} photos, all cores", f"{fast:.1f} s")
        announce("the server on one core")
        with on_one_core(), _server(ENGINE_THREADS="1", SCENE_THREADS="1") as client:
            slow = _seconds(client, wall)
        yield Row("the same, the server on one core", f"{slow:.1f} s")
        yield at_least("one core / all cores", slow / fast, 1.6)


def _drawn(width_mm: float, seed: int, grid: Grid) -> DrawnScene:
    wishes = Wishes(shelves=4, width_mm=width_mm, products=24)
    return draw_scene(random_plan(seed, wishes), seed, grid)


def _large_photo(
    client: PanelClient, large: DrawnScene, products: tuple[Product, ...]
) -> Iterator[Row]:
    (photo,) = large.photos
    height, width = photo.pixels.shape[:2]
    what = f"a photo of {width * height / 1e6:.0f} megapixels against"
    few, row = measure.large_photo(client, photo.data, f"{what} {FEW} SKUs")
    yield row
    announce(f"a catalogue of {MANY:,} SKUs")
    filled(MANY, first=products)
    many, row = measure.large_photo(client, photo.data, f"{what} {MANY:,} SKUs")
    yield Row(row.what, row.measured)
    yield at_most(f"{MANY:,} SKUs / {FEW} SKUs", many / few, 1.6)


def _seconds(client: PanelClient, scene: DrawnScene) -> float:
    """Seconds of one scene, after one of two photos that warms engines and index."""
    photos = [photo.data for photo in scene.photos]
    measure.seconds(client, photos[:2])
    announce(f"a scene of {len(photos)} photos")
    return measure.seconds(client, photos)


def _photo_of_the_new() -> bytes:
    shelf = ShelfPlan((Run(NEW, 3), Run(product(0), 2)), NEW.height_mm + 60)
    return draw_scene(Plan((Rack(900.0, (shelf,)),)), 3, SMALL).photos[0].data


def _no_limits() -> None:
    """Switch the limits of calls off, from the next request on."""
    row = ShelfSettings.load() or ShelfSettings()
    row.requestsPerMinute = 0
    row.configure()


@contextmanager
def _server(**environment: str) -> Iterator[PanelClient]:
    with embedded.running(settings.VAR, **environment) as base:
        yield PanelClient(base, read_env(settings.VAR / CREDENTIALS)["API_KEY"])
