"""The docs in the product: a page for each panel, with calls to copy for this very server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config.papers import documents, serial_numbers, shelf_scenes
from config.papers.paper import Paper, Topic
from config.public_pages import shown
from core.papers import KEY
from core.papers.languages import programs

PAPERS: dict[str, Paper] = {
    module.PAPER.slug: module.PAPER for module in (serial_numbers, shelf_scenes, documents)
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which papers there are."""
    return shown(request, "docs/index.html", {"papers": PAPERS.values(), "here": "docs"})


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The paper of a panel. Programs name the host that the reader sees."""
    asked = PAPERS.get(slug)
    if asked is None:
        raise Http404("No such page.")
    base = request.build_absolute_uri("/").rstrip("/")
    offered = [topic for topic in asked.topics if settings.ACCEPT_UPLOADS or not topic.uploads]
    context = {
        "here": "docs",
        "paper": asked,
        "papers": PAPERS.values(),
        "topics": [_topic(topic, base) for topic in offered],
        "failures": asked.failures(),
        "limits": asked.limits(),
        "key": KEY,
        "base": base,
    }
    return shown(request, "docs/paper.html", context)


def _topic(topic: Topic, base: str) -> dict[str, Any]:
    shown_as = [{"language": one, "program": text} for one, text in programs(topic.script, base)]
    return {"topic": topic, "programs": shown_as, "answer": topic.answered(base)}
