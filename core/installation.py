"""The secrets of one installation, made once.

``python -m core.installation VAR`` writes ``VAR/secrets.env`` (the keys Django
needs to start) and ``VAR/credentials.env`` is written later by ``manage.py
provision``. Both are readable by their owner only. Nothing here needs Django,
because Django cannot start before these files exist.
"""

from __future__ import annotations

import base64
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

SECRETS = "secrets.env"
CREDENTIALS = "credentials.env"


def read_env(path: Path) -> dict[str, str]:
    """``NAME=value`` lines of ``path``; {} if there is no such file."""
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text().splitlines())
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def write_env(path: Path, values: Mapping[str, str]) -> None:
    """Write ``NAME=value`` lines, readable by the owner only from the first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name}={value}\n" for name, value in values.items())
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)


def ensure_secrets(var: Path) -> Path:
    """Create ``secrets.env`` unless it exists. Existing keys are never replaced."""
    path = var / SECRETS
    if not path.exists():
        fernet_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        write_env(
            path,
            {"SECRET_KEY": secrets.token_urlsafe(50), "FIELD_ENCRYPTION_KEYS": fernet_key},
        )
    return path


if __name__ == "__main__":
    print(f"secrets: {ensure_secrets(Path(sys.argv[1]).resolve())}")
