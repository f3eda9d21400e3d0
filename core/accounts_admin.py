"""What programs may use: API keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.models import APIKey as UnusedKey
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from core import audit
from core.access import offered_endpoints
from core.models import ApiKey, KeyUsage
from core.quotas import month_of, used
from core.traced_admin import TracedAdmin

admin.site.unregister(UnusedKey)


LIMITS = ("requests_per_minute", "monthly_quota")


class ApiKeyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A key, with a box to tick for each endpoint that an app offers."""

    endpoints = forms.MultipleChoiceField(
        label=_("May be used for"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=ApiKey._meta.get_field("endpoints").help_text,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = self.fields.get("endpoints")
        if isinstance(boxes, forms.MultipleChoiceField):  # none where one may only look
            # Kept, or a key limited to nothing else would suddenly open everything.
            gone = {
                name: gettext("%(name)s (no longer offered)") % {"name": name}
                for name in self.instance.endpoints
            }
            boxes.choices = list({**gone, **offered_endpoints()}.items())

    def clean(self) -> dict[str, Any]:
        """A limit that was left empty is none."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        return {**values, **{name: 0 for name in LIMITS if values.get(name, 0) is None}}


@admin.register(ApiKey)
class ApiKeyAdmin(TracedAdmin):
    """The key is shown once, in the message after it was made; the row holds its hash."""

    form = ApiKeyForm
    list_display = (
        "name",
        "prefix",
        "owner",
        "limited_to",
        "used_of_quota",
        "created",
        "expiry_date",
        "state",
    )
    list_filter = ("revoked", "owner", "created")
    list_select_related = ("owner",)
    search_fields = ("name", "prefix", "owner__username")
    search_help_text = _("Name, the first eight signs of the key, or whom it is made out to")
    actions = ("revoke",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        total = KeyUsage.objects.filter(
            key=OuterRef("pk"), endpoint="", month=month_of(timezone.now())
        )
        keys: QuerySet[ApiKey] = super().get_queryset(request)
        if not request.user.has_perm("core.change_apikey"):
            keys = keys.filter(owner=request.user.pk)
        return keys.annotate(used_this_month=Coalesce(Subquery(total.values("count")), 0))

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Who may change keys may revoke them; others, with this right, those made out to them."""
        return any(request.user.has_perm(f"core.{may}_apikey") for may in ("change", "revoke"))

    def get_fieldsets(self, request: HttpRequest, obj: ApiKey | None = None) -> Any:
        made = ("prefix", "revoked") if obj else ()
        key = ("name", "owner", "expiry_date", *made)
        can_change = obj is None or (not obj.revoked and self.has_change_permission(request, obj))
        allowed = "endpoints" if can_change else "limited_to"
        sections = [(None, {"fields": key}), (_("Limits"), {"fields": (allowed, *LIMITS)})]
        return [*sections, (_("This month"), {"fields": ("use_by_endpoint",)})] if obj else sections

    def get_readonly_fields(
        self, request: HttpRequest, obj: ApiKey | None = None
    ) -> tuple[str, ...]:
        """A revoked key stays as it is: revoking cannot be undone."""
        shown = ("prefix", "limited_to", "use_by_endpoint")
        fixed = ("name", "owner", "revoked", "expiry_date", *LIMITS)
        return (*shown, *fixed) if obj and obj.revoked else shown

    def save_model(
        self, request: HttpRequest, obj: ApiKey, form: Any = None, change: bool = False
    ) -> None:
        if change:
            obj.save()
            return
        key = ApiKey.objects.assign_key(obj)
        obj.save()
        note = format_html(
            "{} <code class='t-key'>{}</code> {}",
            gettext("The key of “%(name)s” is") % {"name": obj.name},
            key,
            gettext("Copy it now: it is not shown again."),
        )
        messages.warning(request, note)

    @display(
        description=_("state"),
        label={"valid": "success", "expired": "warning", "revoked": "danger"},
    )
    def state(self, row: ApiKey) -> tuple[str, Any]:
        if row.revoked:
            return "revoked", _("revoked")
        return ("expired", _("expired")) if row.has_expired else ("valid", _("valid"))

    @display(description=_("may be used for"))
    def limited_to(self, row: ApiKey) -> str:
        offered = offered_endpoints()
        return ", ".join(str(offered.get(name, name)) for name in row.endpoints) or gettext(
            "everything"
        )

    @display(description=_("used this month"))
    def used_of_quota(self, row: Any) -> str:
        if not row.monthly_quota:
            return f"{row.used_this_month:,}"
        numbers = {"used": f"{row.used_this_month:,}", "quota": f"{row.monthly_quota:,}"}
        return gettext("%(used)s of %(quota)s") % numbers

    @display(description=_("used"))
    def use_by_endpoint(self, row: ApiKey) -> str:
        """Pages and photos of this calendar month (UTC), each endpoint on a line."""
        counts = used(row)
        total = counts.pop("")
        quota = f"{row.monthly_quota:,}" if row.monthly_quota else gettext("no limit")
        together = gettext("%(used)s of %(quota)s (pages and photos)") % {
            "used": f"{total:,}",
            "quota": quota,
        }
        titles = offered_endpoints()
        lines = [(titles.get(name, name), f"{count:,}") for name, count in sorted(counts.items())]
        return format_html_join("", "{}: {}<br>", [*lines, (gettext("Together"), together)])

    @action(description=_("Revoke"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        with transaction.atomic():
            # Asked for anew: rows of a list come with joins, which cannot be locked.
            chosen = list(queryset.values_list("pk", flat=True))
            keys = list(ApiKey.objects.select_for_update().filter(pk__in=chosen, revoked=False))
            ApiKey.objects.filter(pk__in=[key.pk for key in keys]).update(revoked=True)
            for key in keys:
                audit.note(key, audit.What.REVOKED, by=audit.visitor(request))
        text = ngettext(
            "%(count)d key revoked. It cannot be used any more.",
            "%(count)d keys revoked. They cannot be used any more.",
            len(keys),
        )
        self.message_user(request, text % {"count": len(keys)})

    def trace(self, row: Model, name: str, was: Any, given: Any, by: audit.Author) -> None:
        if name == "revoked" and given:
            audit.note(row, audit.What.REVOKED, by=by)
        else:
            super().trace(row, name, was, given, by)
