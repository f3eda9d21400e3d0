"""Who may use the workbench, and for which kinds: pages are for staff with its permission."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from core.workbench.offers import Offer, offers

USE = "workbench.use_workbench"
LABEL = "workbench.add_example"
LOOK = "workbench.view_example"

View = Callable[..., HttpResponseBase]


def staff_page(*permissions: str) -> Callable[[View], View]:
    """For staff with the workbench's permission and ``permissions``; others log in, or get 403."""

    def wrapped(view: View) -> View:
        @wraps(view)
        def judged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not all(map(request.user.has_perm, (USE, *permissions))):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        page: View = admin.site.admin_view(judged)
        return page

    return wrapped


def kinds_for(user: Any) -> dict[str, Offer]:
    """What the user may try and see: kinds of panels that they may look at."""
    return {
        kind: offer for kind, offer in offers().items() if user.has_perm(offer.bench.permission)
    }


def offer_for(user: Any, kind: str) -> Offer:
    """Raises Http404 for a kind that nobody offers, PermissionDenied for one not for ``user``."""
    if kind not in offers():
        raise Http404("No such kind.")
    if kind not in kinds_for(user):
        raise PermissionDenied
    return offers()[kind]
