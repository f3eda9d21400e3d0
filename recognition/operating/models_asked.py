"""Which models answered, what they took, and what the cache saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Count, Sum, Value, When
from django.utils.translation import gettext as _

from core.asked import Asked
from core.panel_dashboard import Card, Section
from core.shares import percent
from recognition.models import RecognitionDetail
from recognition.operating.recognised import narrowed

_MOST = 12


@dataclass(frozen=True, slots=True)
class Heard:
    """A model by name ("" for none): answers, those of them from the cache, tokens."""

    model: str
    answers: int
    cached: int
    tokens: int

    @property
    def cost(self) -> float | None:
        """What its tokens cost, by ``MODEL_PRICES``; None where its price is not known."""
        price = settings.MODEL_PRICES.get(self.model)
        return None if price is None else price * self.tokens / 1e6


def heard(asked: Asked) -> list[Heard]:
    """The dearest first."""
    rows = asked.within(narrowed(RecognitionDetail.objects.order_by(), asked, "client", "status"))
    hits = Count(Case(When(cached=True, then=Value(1))))
    grouped = rows.values_list("model").annotate(answers=Count("*"), hits=hits, spent=Sum("tokens"))
    found = [Heard(*counts) for counts in grouped]
    return sorted(found, key=lambda one: (-one.tokens, -one.answers))


def cards(models: list[Heard]) -> list[Card]:
    answers, cached, tokens = (
        sum(getattr(one, name) for one in models) for name in ("answers", "cached", "tokens")
    )
    costs = [one.cost for one in models if one.cost is not None]
    paid = _("about %(cost)s") % {"cost": f"{sum(costs):,.2f}"} if costs else ""
    hits = _("%(count)s answers") % {"count": f"{cached:,}"}
    return [
        Card(_("From the cache"), f"{percent(cached, answers):.1f} %", hits),
        Card(_("Model tokens"), f"{tokens:,}", paid),
    ]


def section(models: list[Heard]) -> Section:
    shown = {"models": models[:_MOST], "priced": any(one.cost is not None for one in models)}
    return Section("recognition/dashboard/models.html", shown)
