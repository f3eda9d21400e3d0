"""The settings page of a panel that may ask a vision model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from solo.admin import SingletonModelAdmin

from core.audit import visitor
from core.beside_admin import BesideAdmin
from core.vision_advice import Advice
from core.vision_keys import TOKEN

KEY_FIELDS = (TOKEN, "removeToken")


def model_fields(*more: str) -> tuple[Any, Any]:
    """The fieldset of the engines and the model, with fields that a panel adds."""
    fields = ("engines", "AIModelName", "baseUrl", *KEY_FIELDS, "modelTimeout", *more)
    return _("Engines and model"), {"fields": fields}


class VisionSettingsAdmin(BesideAdmin, SingletonModelAdmin):
    """One row of VisionSettings with advice above it. Saving makes the panel configured."""

    change_form_template = "core/settings.html"

    advise: ClassVar[Callable[..., Sequence[Advice]]]
    """What the operator should know about a row, ``today`` being the server's date."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look gets no field of the key: it would be shown as text."""
        assert self.fieldsets
        if self.has_change_permission(request):
            return self.fieldsets
        return [
            (title, {"fields": [name for name in group["fields"] if name not in KEY_FIELDS]})
            for title, group in self.fieldsets
        ]

    def shown_row(self, request: HttpRequest, object_id: str) -> Any:
        return self.model.get_solo()

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {
            "advice": self.advise(row, today=timezone.localdate()),
            "saved": row,
            "may_change": self.has_change_permission(request),
            "show_save_and_continue": False,
        }

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.configure(by=visitor(request))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        self.message_user(request, _("Saved. The next request uses these settings."))
        return HttpResponseRedirect(request.path)
