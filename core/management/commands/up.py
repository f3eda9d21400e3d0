"""Run the embedded server until Ctrl-C."""

from __future__ import annotations

import os
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import embedded
from core.installation import CREDENTIALS, read_env


class Command(BaseCommand):
    help = "Print the addresses, the admin login and one ready call per API, then serve."

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        if embedded.is_running(settings.VAR):
            raise CommandError(f"A server is already running in {settings.VAR}.")
        if not embedded.is_free(host, port):
            raise CommandError(f"Port {port} is in use. Give another one: PORT={port + 1} make up")
        self.stdout.write(self._welcome(f"http://{host}:{port}"))
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        command = embedded.command()
        environment = embedded.environment(var=settings.VAR, host=host, port=port)
        os.execve(command[0], command, environment)  # noqa: S606

    def _welcome(self, base: str) -> str:
        known = read_env(settings.VAR / CREDENTIALS)
        lines = [
            "",
            f"  Triptych   {base}/",
            f"  Admin      {base}/admin/    {known['ADMIN_USER']} / {known['ADMIN_PASSWORD']}",
            f"  API        {base}/api/docs",
            f"  Health     {base}/healthz",
            f"  Data       {settings.VAR}  (logs: *.log; logins: {CREDENTIALS})",
        ]
        for app in apps.get_app_configs():
            if example := getattr(app, "curl_example", ""):
                call = example.format(base=base, key=known["API_KEY"])
                lines += ["", f"  {app.verbose_name}:", f"    {call}"]
        return "\n".join([*lines, "", "  Ctrl-C stops the server.", ""])
