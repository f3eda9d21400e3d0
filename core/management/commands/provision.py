"""Make an installation ready: tables, static files, settings rows, roles, admin user, API key."""

from __future__ import annotations

import secrets
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core import audit
from core.installation import CREDENTIALS, read_env, write_env
from core.models import ApiKey
from core.plugin_settings import PluginSettings
from core.roles import make_roles
from core.static_files import collect_if_changed


class Command(BaseCommand):
    help = "Prepare the database and make what is missing. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        collect_if_changed()
        for model in apps.get_models():
            if issubclass(model, PluginSettings) and model.load() is None:
                model().configure()
        make_roles()
        self._credentials()

    def _credentials(self) -> None:
        """Make the admin user and the key that ``credentials.env`` names, and the file itself."""
        path = settings.VAR / CREDENTIALS
        known = read_env(path)
        name = known.get("ADMIN_USER", "admin")
        password = known.get("ADMIN_PASSWORD") or secrets.token_urlsafe(15)
        users = get_user_model()._default_manager
        if not users.filter(username=name).exists():
            users.create_superuser(username=name, password=password)
        key = known.get("API_KEY", "")
        if not key or not ApiKey.objects.is_valid(key):
            row, key = ApiKey.objects.create_key(name="made by the installation")
            audit.record(row, before=None, by=audit.SERVER)
        write_env(path, {"ADMIN_USER": name, "ADMIN_PASSWORD": password, "API_KEY": key})
