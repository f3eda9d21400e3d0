"""An installation as `make up` leaves it, for tests that run the whole server."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from core.installation import ensure_secrets


def install(var: Path, *, number: int) -> dict[str, str]:
    """Make an installation in ``var``; the environment of its commands and its server.

    ``number``, from 1, tells installations apart where the suite runs on services: each
    has a PostgreSQL database and two Redis databases of its own, for a worker that finds
    another server's jobs works them off in its own way.
    """
    ensure_secrets(var)
    environment = {"VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings"}
    services = {"REDIS_URL": 2 * number, "CELERY_BROKER_URL": 2 * number + 1}
    environment |= {name: _sibling(name, n) for name, n in services.items() if name in os.environ}
    if "DATABASE_URL" in os.environ:
        environment["DATABASE_URL"] = _database(f"installation_{number}")
    manage(environment, "provision")
    return environment


def _sibling(variable: str, path: str | int) -> str:
    """The service's address with another database behind its last slash."""
    return f"{os.environ[variable].rsplit('/', 1)[0]}/{path}"


def _database(name: str) -> str:
    """The address of a new, empty PostgreSQL database."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return _sibling("DATABASE_URL", name)


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
