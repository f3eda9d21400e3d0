"""Where settings come from: the environment, ``.env``, and ``VAR/secrets.env``."""

from __future__ import annotations

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv()
VAR = Path(env("VAR", default=str(BASE_DIR / "var"))).resolve()
environ.Env.read_env(BASE_DIR / ".env")
environ.Env.read_env(VAR / "secrets.env")


def secret(name: str) -> str:
    """A required secret; a file's last newline is not part of it."""
    value: str = env(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Run `make up` (it makes one), or set {name} or {name}_FILE."
        )
    return value
