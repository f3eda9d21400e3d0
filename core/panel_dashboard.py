"""What a panel adds to its dashboard (see ``core.dashboards``): figures, sections, words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.utils.functional import Promise

from core.asked import Asked
from core.models import TimelineRequest
from core.vision_advice import Advice

Text = str | Promise


def permission_of(model: str) -> str:
    """The permission to look at rows of ``model``, written ``app.model``."""
    app, name = model.split(".")
    return f"{app}.view_{name}"


@dataclass(frozen=True, slots=True)
class Card:
    """A figure with its name and a note."""

    title: Text
    value: Text
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page that only one panel has: ``template`` draws ``shown`` as ``this``."""

    template: str
    shown: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Added:
    """What a panel adds to the page: figures among the others, and sections below them."""

    cards: Sequence[Card] = ()
    sections: Sequence[Section] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a request came to, in the panel's own words, and the page with its detail."""

    text: Text
    url: str
    note: Text = ""


class Dashboard(ABC):
    """What a panel says about its dashboard.

    ``panel`` is its name in timelines, ``tasks`` how the names of its jobs begin, ``settings``
    and ``rows`` the models of its settings page and of its list, as ``app.model``. ``answers``
    are the words by which its requests can be filtered (``core.timeline.came_to``), with what
    people read for them; all of them together are called ``answers_title``.
    """

    panel: ClassVar[str]
    title: ClassVar[Text]
    tasks: ClassVar[str]
    settings: ClassVar[str]
    rows: ClassVar[str]
    answers: ClassVar[Mapping[str, Text]]
    answers_title: ClassVar[Text]

    @abstractmethod
    def advice(self) -> list[Advice]:
        """What an operator should know first."""

    @abstractmethod
    def added(self, asked: Asked) -> Added:
        """What the panel has counted itself."""

    @abstractmethod
    def found(self, requests: Sequence[TimelineRequest]) -> dict[UUID, Found]:
        """What came of each of these requests, by the id of its timeline; one question."""
