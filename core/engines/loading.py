"""Engines by alias, in the manner of Django's STORAGES.

``settings.ENGINES`` maps an alias to ``{"BACKEND": dotted path, "OPTIONS": {...}}``;
``"OVER": alias`` names an engine that the backend is built over, its first argument.
An engine is made on first use, once per worker process, and kept. Class paths come
from settings, never from the database.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import cv2
import numpy as np
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from core.engines import BarcodeEngine, Pixels, TextEngine

_made: dict[str, Any] = {}
_lock = threading.Lock()


@dataclass
class _Use:
    """Whether an engine was asked for since the last look, and since all of them rested."""

    lately: bool = False
    since_rest: bool = False


_use = _Use()


def _engine(alias: str) -> Any:
    with _lock:
        _use.lately = _use.since_rest = True
        return _kept(alias)


def _kept(alias: str) -> Any:
    if alias not in _made:
        _made[alias] = _make(alias)
    return _made[alias]


def _make(alias: str) -> Any:
    try:
        entry: dict[str, Any] = settings.ENGINES[alias]
        backend = import_string(entry["BACKEND"])
    except (KeyError, ImportError) as error:
        raise ImproperlyConfigured(
            f"settings.ENGINES[{alias!r}] cannot be loaded: {error}"
        ) from error
    under = [_kept(entry["OVER"])] if "OVER" in entry else []
    return backend(*under, **entry.get("OPTIONS", {}))


def text_engine() -> TextEngine:
    return cast(TextEngine, _engine("text"))


def thai_engine() -> TextEngine:
    """Reads Thai and Latin on one page."""
    return cast(TextEngine, _engine("thai"))


def barcode_engine() -> BarcodeEngine:
    return cast(BarcodeEngine, _engine("barcodes"))


def engine_states(aliases: Iterable[str]) -> dict[str, str]:
    """Alias -> "ok", or why the engine does not work. Makes and tries those not made yet.

    The first reading takes an inference engine seconds (it prepares itself for the
    shapes it meets), so a worker calls this before its first job.
    """
    return {alias: state_of(partial(_try, alias)) for alias in aliases}


def rest_unused() -> None:
    """Let engines give back memory if none was asked for since the last call; a worker calls
    this every few seconds. Those that can have a method ``rest``. Raises EngineFailed."""
    with _lock:
        idle = _use.since_rest and not _use.lately
        _use.lately, _use.since_rest = False, _use.since_rest and not idle
        engines = list(_made.values()) if idle else []
    for engine in engines:
        if rest := getattr(engine, "rest", None):
            rest()


def state_of(prepare: Callable[[], object]) -> str:
    """Says "ok", or why ``prepare`` failed."""
    try:
        prepare()
    except Exception as error:  # noqa: BLE001 - whatever an engine's start raises is its state
        return f"{type(error).__name__}: {error}"[:200]
    return "ok"


def _try(alias: str) -> None:
    if alias not in _made:
        _engine(alias).read(_trial_picture())


def _trial_picture() -> Pixels:
    """A few lines of print on 1600 x 1200 pixels."""
    picture = np.full((1200, 1600, 3), 230, np.uint8)
    for row in range(6):
        text = "S/N TRIAL 0123456789" * (row % 3 + 1)
        cv2.putText(
            picture, text, (60, 150 + 180 * row), cv2.FONT_HERSHEY_DUPLEX, 1.2, (20,) * 3, 2
        )
    return picture


def _forget(*, setting: str, **_: Any) -> None:
    if setting == "ENGINES":
        _made.clear()


setting_changed.connect(_forget)
