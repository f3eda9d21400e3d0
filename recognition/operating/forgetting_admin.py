"""Deleting everything of clients: an action of the list that asks before it deletes."""

from __future__ import annotations

import structlog
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action

from recognition import services
from recognition.models import SerialRecognition

log = structlog.get_logger(__name__)

MAX_CLIENTS = 100


class Forgetting(ModelAdmin):
    """The action ``forget_clients`` and, behind its question, the view ``forget``."""

    def has_forget_clients_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("recognition.delete_serialrecognition")

    @action(description=_("Delete everything of these clients"), permissions=["forget_clients"])
    def forget_clients(
        self, request: HttpRequest, queryset: QuerySet[SerialRecognition]
    ) -> HttpResponse | None:
        """Ask first: lists the clients and how much is kept about each."""
        names = queryset.order_by("clientUid").values_list("clientUid", flat=True).distinct()
        clients = list(names[: MAX_CLIENTS + 1])
        if len(clients) > MAX_CLIENTS:
            self.message_user(
                request,
                _("At most %(count)d clients at once.") % {"count": MAX_CLIENTS},
                messages.ERROR,
            )
            return None
        kept = [
            (name, SerialRecognition.objects.filter(clientUid=name).count()) for name in clients
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Delete everything of these clients?"),
            "clients": kept,
            "opts": self.opts,
        }
        return TemplateResponse(request, "recognition/forget_clients.html", context)

    def forget(self, request: HttpRequest) -> HttpResponse:
        """Delete what was confirmed, and nothing else."""
        if not self.has_forget_clients_permission(request):
            raise PermissionDenied
        clients = request.POST.getlist("client")[:MAX_CLIENTS]
        deleted = sum(services.delete_client(client) for client in clients)
        log.info("clients_forgotten", by=request.user.pk, clients=len(clients), rows=deleted)
        text = _(
            "Deleted %(deleted)d recognitions of %(clients)d clients, with their timelines."
        ) % {"deleted": deleted, "clients": len(clients)}
        self.message_user(request, text)
        return redirect("admin:recognition_serialrecognition_changelist")
