"""An installation as `make up` leaves it, for tests that run the whole server."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from core.installation import ensure_secrets


def install(var: Path, *, broker_number: int) -> dict[str, str]:
    """Make an installation in ``var``; the environment of its commands and its server.

    ``broker_number`` is the Redis database of its queue where the suite runs on Redis:
    another test's worker listens on the usual one.
    """
    ensure_secrets(var)
    environment = {"VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if broker := os.environ.get("CELERY_BROKER_URL", ""):
        environment["CELERY_BROKER_URL"] = f"{broker.rsplit('/', 1)[0]}/{broker_number}"
    manage(environment, "provision")
    return environment


def manage(environment: dict[str, str], *arguments: str) -> str:
    """What a command of this installation prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
