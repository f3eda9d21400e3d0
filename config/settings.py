"""Settings, read from the environment with safe defaults.

The embedded default (no DATABASE_URL, no CELERY_BROKER_URL) keeps everything in
one folder, ``VAR``; ``python -m core.installation VAR`` makes its secrets. In
production every value comes from the environment or from a file named by
``<NAME>_FILE``. docs/operations.md lists each name.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from config.api_reference import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401
from config.environment import BASE_DIR, VAR, env, secret
from config.logging import configure_logging
from config.queues import *  # noqa: F403 - what Celery reads
from config.roles import ROLES  # noqa: F401 - see core.roles
from config.unfold import UNFOLD  # noqa: F401 - the admin's look, read by django-unfold

SECRET_KEY = secret("SECRET_KEY")
FIELD_ENCRYPTION_KEYS = [key.strip() for key in secret("FIELD_ENCRYPTION_KEYS").split(",")]
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- HTTPS -----------------------------------------------------------------------------------
# HTTPS=true once a proxy in front speaks TLS: cookies, redirects and HSTS follow.
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# How many proxies of ours stand in front. 0: X-Forwarded-For is never believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Applications ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "solo",
    "rest_framework",
    "rest_framework_api_key",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "core",
    "core.workbench",
    "recognition",
    "ocr_docs",
    "scenes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.languages.PageLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("MAX_BODY_BYTES", default=36 * 1024 * 1024)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Languages ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("th", "ไทย")]
# Ours, and words of libraries that bring no Thai.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
# Paths of pages. All others answer in English, whatever a caller's browser prefers.
TRANSLATED = (
    "/admin/",
    "/ai_serial_recognition/",
    "/dashboards/",
    "/docs/",
    "/examples/",
    "/workbench",
    "/api/docs",
)
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
TIME_ZONE = env("TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Database --------------------------------------------------------------------------------
VAR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'triptych.sqlite3'}")}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- Engines, doors, limits --------------------------------------------------------------------
ENGINE_THREADS = env.int("ENGINE_THREADS", default=min(2, os.cpu_count() or 1))
ENGINES: dict[str, dict[str, Any]] = {
    "text": {
        "BACKEND": "core.engines.text.RapidOcr",
        "OPTIONS": {"threads": ENGINE_THREADS},
    },
    "thai": {
        "BACKEND": "core.engines.thai.ThaiOcr",
        "OVER": "text",
        "OPTIONS": {"threads": ENGINE_THREADS},
    },
    "barcodes": {"BACKEND": "core.engines.barcodes.ZxingCpp", "OPTIONS": {}},
}
# The stages of a shelf scene, by dotted path.
SHELF_ENGINES = {
    "see": "scenes.seeing.see",
    "merge": "scenes.merging.merge",
    "compose": "scenes.stitching.compose",
}
REDIS_URL = env("REDIS_URL", default="")
# What a million tokens of a model cost, for the dashboards: gpt-4o-mini=0.30,other=1.
MODEL_PRICES = env.dict("MODEL_PRICES", cast={"value": float}, default={})
# Hosts (name[:port]) or networks that photos may come from although they are private.
ALLOWED_PRIVATE_HOSTS = env.list("ALLOWED_PRIVATE_HOSTS", default=[])
# "image" uploads and "imageBase64" in place of "imageUrl".
ACCEPT_UPLOADS = env.bool("ACCEPT_UPLOADS", default=not env("DATABASE_URL", default=""))
MAX_PHOTO_BYTES = env.int("MAX_PHOTO_BYTES", default=25 * 1024 * 1024)
MAX_PHOTO_PIXELS = env.int("MAX_PHOTO_PIXELS", default=60_000_000)
ANSWER_DEADLINE_S = env.float("ANSWER_DEADLINE_S", default=75.0)
FETCH_DEADLINE_S = env.float("FETCH_DEADLINE_S", default=15.0)

# --- The rest -----------------------------------------------------------------------------------
SOLO_CACHE = None  # a cached row would be stale elsewhere and carry the decrypted key

LOGGING = configure_logging(level=env("LOG_LEVEL", default="INFO"))
LOGGING_CONFIG = "logging.config.dictConfig"
