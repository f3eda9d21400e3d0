"""Test settings: the embedded default in a folder of its own, thrown away afterwards.

DATABASE_URL, CELERY_BROKER_URL and REDIS_URL from the environment still win, so the
same suite runs on PostgreSQL and Redis (`make test-services`).
"""

import os
import tempfile
from pathlib import Path

from core.installation import ensure_secrets

VAR_FOLDER = Path(os.environ.get("TEST_VAR") or tempfile.mkdtemp(prefix="triptych-test-"))
# Child processes (a real worker) must see the same folder.
os.environ["TEST_VAR"] = os.environ["VAR"] = str(VAR_FOLDER)
os.environ.setdefault("LOG_LEVEL", "ERROR")
ensure_secrets(VAR_FOLDER)
(VAR_FOLDER / "static").mkdir(exist_ok=True)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
ACCEPT_UPLOADS = True
# No clock in the tests' worker: a sweep happens when a test calls it.
CLOCK_IN_WORKER = False
HEARTBEAT_S = 0
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, because worker threads and live servers open connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_FOLDER / "test.sqlite3")}
