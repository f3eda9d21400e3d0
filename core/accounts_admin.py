"""Who may use the server: API keys of programs, users and groups of the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from rest_framework_api_key.models import APIKey as UnusedKey
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from core.models import ApiKey

for _theirs in (User, Group, UnusedKey):
    admin.site.unregister(_theirs)


@admin.register(ApiKey)
class ApiKeyAdmin(ModelAdmin):
    """The key is shown once, in the message after it was made; the row holds its hash."""

    list_display = ("name", "prefix", "created", "expiry_date", "state")
    list_filter = ("revoked", "created")
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> tuple[str, ...]:
        shown = ("name", "expiry_date")
        return (*shown, "prefix", "revoked") if obj else shown

    def get_readonly_fields(
        self, request: HttpRequest, obj: ApiKey | None = None
    ) -> tuple[str, ...]:
        """A revoked key stays as it is: revoking cannot be undone."""
        return ("prefix", "name", "revoked", "expiry_date") if obj and obj.revoked else ("prefix",)

    def save_model(
        self, request: HttpRequest, obj: ApiKey, form: Any = None, change: bool = False
    ) -> None:
        if change:
            obj.save()
            return
        key = ApiKey.objects.assign_key(obj)
        obj.save()
        note = format_html(
            "The key of “{}” is <code class='t-key'>{}</code>. Copy it now: it is not shown again.",
            obj.name,
            key,
        )
        messages.warning(request, note)

    @display(
        description="state", label={"valid": "success", "expired": "warning", "revoked": "danger"}
    )
    def state(self, row: ApiKey) -> str:
        return "revoked" if row.revoked else "expired" if row.has_expired else "valid"

    @action(description="Revoke", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        changed = queryset.filter(revoked=False).update(revoked=True)
        self.message_user(request, f"{changed} keys revoked. They cannot be used any more.")


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[type-arg]
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    pass
