"""What stands on drawn shelves, and what a planogram wanted there. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from scenes.drawing.prices import STYLES, Price, priced
from scenes.drawing.products import FAMILY, Product, product

SPACE_MM = 4.0
"""Between neighbours on a shelf."""


@dataclass(frozen=True, slots=True)
class Run:
    """Equal products side by side; ``missing`` empty places follow at their right."""

    product: Product
    facings: int
    pile: int = 1
    missing: int = 0
    price: Price | None = None

    @property
    def width_mm(self) -> float:
        return (self.facings + self.missing) * (self.product.width_mm + SPACE_MM)

    @property
    def height_mm(self) -> float:
        return self.pile * self.product.height_mm


@dataclass(frozen=True, slots=True)
class ShelfPlan:
    runs: tuple[Run, ...]
    height_mm: float


@dataclass(frozen=True, slots=True)
class Rack:
    """Shelves from the top."""

    width_mm: float
    shelves: tuple[ShelfPlan, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A wall of racks, from the left."""

    racks: tuple[Rack, ...]

    def products(self) -> tuple[Product, ...]:
        """Every product once, by SKU."""
        found = {run.product.sku: run.product for _, _, run in self.runs()}
        return tuple(found[sku] for sku in sorted(found))

    def runs(self) -> list[tuple[int, int, Run]]:
        """Rack, shelf and run, in reading order of each rack."""
        return [
            (number, level, run)
            for number, rack in enumerate(self.racks)
            for level, shelf in enumerate(rack.shelves)
            for run in shelf.runs
        ]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a random plan is like. ``ten`` puts a row of ten equal facings across the middle of
    every shelf that has room, but for one where there are several; ``gaps`` is how likely a
    run ends in empty places, ``piles`` how likely low products are piled; ``full`` is how much
    of a shelf is filled."""

    racks: int = 1
    shelves: int = 3
    products: int = 10
    width_mm: float = 1000.0
    ten: bool = False
    gaps: float = 0.1
    piles: float = 0.2
    tagged: float = 0.9
    full: float = 0.97


def random_plan(seed: int, wishes: Wishes | None = None) -> Plan:
    """A plan of invented products, look-alikes side by side. The same seed, the same plan."""
    wishes = wishes or Wishes()
    random = Random(f"plan {seed}")  # noqa: S311
    stock = _stock(random, wishes.products)
    style = random.choice(sorted(STYLES))
    racks = tuple(_rack(random, stock, style, wishes) for _ in range(wishes.racks))
    return Plan(racks)


def _stock(random: Random, count: int) -> list[Product]:
    """``count`` products, about half of them with a look-alike."""
    stock: list[Product] = []
    for look in random.sample(range(1000), count):
        members = random.sample(range(FAMILY), random.choice((1, 1, 2, 3)))
        stock += [product(FAMILY * look + member) for member in sorted(members)]
    return stock[:count]


def _rack(random: Random, stock: list[Product], style: str, wishes: Wishes) -> Rack:
    shelves = []
    mixed = random.randrange(wishes.shelves) if wishes.shelves > 1 else -1
    for level in range(wishes.shelves):
        start = random.randrange(len(stock))
        queue = stock[start:] + stock[:start]
        runs = _ten_across(random, queue, wishes) if wishes.ten and level != mixed else ()
        runs = runs or _filled(random, queue, wishes.full * wishes.width_mm, wishes)
        tagged = tuple(
            replace(run, price=priced(random, style)) if random.random() < wishes.tagged else run
            for run in runs
        )
        tallest = max(run.height_mm for run in tagged)
        shelves.append(ShelfPlan(tagged, round(tallest + random.uniform(40, 90), 1)))
    return Rack(wishes.width_mm, tuple(shelves))


def _filled(random: Random, queue: list[Product], room: float, wishes: Wishes) -> tuple[Run, ...]:
    """Runs from ``queue``, in its order, while ``room`` (mm) lasts; at least one."""
    runs: list[Run] = []
    for shown in queue:
        fits = int(room / (shown.width_mm + SPACE_MM))
        if fits < 1:
            continue
        run = _run(random, shown, min(fits, random.randint(1, 5)), wishes)
        runs.append(run)
        room -= run.width_mm
    return tuple(runs) or (Run(queue[0], 1),)


def _run(random: Random, shown: Product, places: int, wishes: Wishes) -> Run:
    low = shown.height_mm < 150 and shown.kind in {"box", "can", "jar"}
    pile = 2 if low and random.random() < wishes.piles else 1
    missing = random.randint(1, 2) if places > 3 and random.random() < wishes.gaps else 0
    return Run(shown, places - missing, pile, missing)


def _ten_across(random: Random, queue: list[Product], wishes: Wishes) -> tuple[Run, ...]:
    """Ten equal facings about the shelf's middle, others at both sides; () without room."""
    slim = [shown for shown in queue if 10 * (shown.width_mm + SPACE_MM) < 0.9 * wishes.width_mm]
    if not slim:
        return ()
    ten = Run(slim[0], 10)
    others = [shown for shown in queue if shown != slim[0]] or queue
    side = wishes.full * (wishes.width_mm - ten.width_mm) / 2
    fitting = [shown for shown in others if shown.width_mm + SPACE_MM < side]
    if not fitting:
        return (ten,)
    half = (len(fitting) + 1) // 2
    left = _filled(random, fitting[:half], side, wishes)
    right = _filled(random, fitting[half:] or fitting, side, wishes)
    return (*left, ten, *right)
