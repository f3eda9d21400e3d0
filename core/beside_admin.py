"""Admin pages of one row that show more than its form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin


class BesideAdmin(ModelAdmin):
    """What ``beside`` returns is in the context of the row's page, beside the form."""

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the template of one row's page gets beside the row. Empty unless overridden."""
        return {}

    def shown_row(self, request: HttpRequest, object_id: str) -> Any:
        """The row that ``beside`` is asked about; None where there is none."""
        return self.get_object(request, object_id)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.shown_row(request, object_id)
        extra = {**(extra_context or {}), **(self.beside(request, row) if row else {})}
        page: HttpResponse = super().change_view(request, object_id, form_url, extra)
        return page
