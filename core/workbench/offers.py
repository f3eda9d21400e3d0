"""What a panel offers to the workbench, and how it is found.

An AppConfig names in ``workbench`` what can be tried: kind -> dotted path of a ``Bench``.
Its name is the one under which ``manage.py evaluate`` measures the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from django.apps import apps
from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from core.engines import Pixels, VisionEngine
from core.evaluation import Case
from core.geometry import Quad
from core.vision_settings import VisionSettings, is_local_url


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of an answer. ``quads`` are its places in pixels of the upright photo.

    ``key`` is what labels call it, where a label has several values; ``colour`` is
    "#rrggbb", or "" to be coloured by ``confidence`` (0-1, None where there is none).
    """

    name: str
    value: str
    confidence: float | None
    quads: tuple[Quad, ...] = ()
    key: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read on a photo. ``headline`` is short; ``label`` is how an example that has
    this answer would be labelled, "" where nothing was found. ``confidence`` is 0-1."""

    headline: str
    label: str
    confidence: float
    marks: tuple[Mark, ...] = ()
    notes: str = ""


class Sight(Protocol):
    """One photo as the local engines saw it: looked at once, answered as often as is asked."""

    def local(self) -> Answer:
        """By the local engines alone."""

    def helped(self, engine: VisionEngine, row: VisionSettings) -> Answer:
        """As the panel answers with a vision model's help. Raises what the engine raises."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled photo: its bytes with their file ending (".jpg"), truth and note."""

    name: str
    ending: str
    data: bytes
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A photo of a labelled folder that was not taken; ``why`` is a sentence."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer that a caller rated low; ``reference`` is unique within the panel.

    ``kept`` is the name of its photo in the storage and ``picture`` where it can be seen;
    ``url`` is where it can be fetched again. All are "" where there is nothing.
    """

    reference: str
    answer: str
    rating: int
    feedback: str
    rated_at: datetime
    kept: str = ""
    picture: str = ""
    url: str = ""
    link: str = ""


class Folder(Protocol):
    """A labelled folder to be read, from wherever it comes."""

    def text(self, name: str) -> str:
        """A file as text. Raises InvalidInput."""

    def data(self, name: str) -> bytes:
        """A picture's bytes. Raises InvalidInput."""


class Bench(ABC):
    """One kind of photo that can be tried. Engines are imported in ``look`` only: web
    processes know benches, and have no use for engines."""

    title: str | Promise
    permission: str
    """What staff need besides the workbench's own permission."""
    hint: str | Promise
    """What to type as the true answer."""
    lines: int = 1
    """How many lines the true answer usually has."""
    settings: str = ""
    """Dotted path of the settings that name the model which may help; "" where none may."""
    max_output_tokens: int = 800

    @abstractmethod
    def look(self, pixels: Pixels) -> Sight:
        """Look at an upright RGB photo. In a worker only. Raises RecognitionError."""

    @abstractmethod
    def checked(self, label: str) -> str:
        """A typed label in its normal form. Raises InvalidInput with a sentence."""

    @abstractmethod
    def cases(self, name: str, label: str, answer: Answer | None, seconds: float) -> Iterable[Case]:
        """How the answer (None: there was none) to the photo ``name`` compares with its label."""

    @abstractmethod
    def folder(self, samples: Iterable[Sample]) -> Iterator[tuple[str, bytes]]:
        """The files, by name, of a folder that ``manage.py evaluate`` reads."""

    @abstractmethod
    def samples(self, folder: Folder) -> Iterator[Sample | Unread]:
        """What is in such a folder. Raises InvalidInput where it is none."""

    def low_ratings(self) -> Sequence[Rated]:
        """What callers rated low, latest first."""
        return ()

    def model_row(self) -> VisionSettings | None:
        """The saved settings, where a model may help and can be asked with them."""
        if not self.settings:
            return None
        panel: type[VisionSettings] = import_string(self.settings)
        row = panel.load()
        return row if row and (row.modelToken or is_local_url(row.baseUrl)) else None


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind with its bench; ``app`` is the label of the panel that offers it."""

    kind: str
    app: str
    bench: Bench

    @property
    def try_task(self) -> str:
        return f"{self.app}.workbench_try"

    @property
    def measure_task(self) -> str:
        return f"{self.app}.workbench_measure"


@cache
def offers() -> dict[str, Offer]:
    """Every kind that a panel offers, in the order of the panels."""
    found: dict[str, Offer] = {}
    for app in apps.get_app_configs():
        for kind, path in getattr(app, "workbench", {}).items():
            found[kind] = Offer(kind, app.label, import_string(path)())
    return found


def bench_of(kind: str) -> Bench:
    """KeyError where no panel offers it."""
    return offers()[kind].bench


def photo_limits() -> dict[str, int]:
    """How large a photo may be, in bytes and pixels."""
    return {"max_bytes": settings.MAX_PHOTO_BYTES, "max_pixels": settings.MAX_PHOTO_PIXELS}
