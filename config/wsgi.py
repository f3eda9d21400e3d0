"""WSGI entry point for gunicorn."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from core.incoming import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_CHARSET = re.compile(r";\s*charset=[^;]*", re.IGNORECASE)
_django = whole_bodies(get_wsgi_application())


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Bodies are UTF-8, whatever charset a caller names: Django fails on codecs like "hex"."""
    environ["CONTENT_TYPE"] = _CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
    return _django(environ, start_response)
