"""The live examples of the first page: their photos, how they stand, and a click on one.

Why a visitor without a key may start one: see ``core.examples``.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from celery import current_app
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from config.public_pages import shown
from core.examples import Offer, offers, open_example, state
from core.photos import from_bytes

FRAME = 4 / 3
"""Width by height of the frame that a photo is shown in, as in public.css."""


@require_http_methods(["GET", "HEAD", "POST"])
def example(request: HttpRequest, panel: str) -> HttpResponse:
    """How an example stands, as a part of the page; POST starts it where that is due."""
    offer = _offer(panel)
    if request.method == "POST":
        _start(offer)
        if request.headers.get("X-Part") != "example":
            return redirect(f"{reverse('home')}#{panel}")
    return shown(request, "home/example.html", {"example": example_of(panel)})


@require_safe
@cache_control(public=True, max_age=86400)
def photo(_request: HttpRequest, panel: str) -> FileResponse:
    """The bundled photo."""
    return FileResponse(_offer(panel).photo.open("rb"), content_type="image/jpeg")


def example_of(panel: str) -> dict[str, Any]:
    """What the page shows of an example. Boxes become the ``points`` of polygons."""
    offer = _offer(panel)
    stands = state(offer)
    answer = stands.answer and {**stands.answer, "at": parse_datetime(stands.answer["at"])}
    boxes = [
        {**box, "points": " ".join(f"{x},{y}" for x, y in box["quad"])}
        for box in (answer["boxes"] if answer else ())
    ]
    if answer:
        answer["is_new"] = timezone.now() - answer["at"] < timedelta(minutes=1)
    width, height = _size(offer.photo)
    # Where the frame is wider than the photo, its upper end is left out.
    fit = "xMidYMax slice" if width / height < FRAME else "xMidYMid meet"
    size = {"width": width, "height": height, "fit": fit}
    return {"panel": panel, "stands": stands, "answer": answer, "boxes": boxes, **size}


@lru_cache(maxsize=8)
def _size(path: Path) -> tuple[int, int]:
    """Width and height of a bundled photo, pixels."""
    taken = from_bytes(path.read_bytes())
    return taken.width, taken.height


def _start(offer: Offer) -> None:
    with transaction.atomic():
        job = open_example(offer)
        if job is not None:
            transaction.on_commit(partial(current_app.send_task, offer.task, args=[job]))


def _offer(panel: str) -> Offer:
    offer = offers().get(panel)
    if offer is None:
        raise Http404("No such panel.")
    return offer
