"""How fast dashboards open when much has happened: 100,000 requests of each panel, on SQLite."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from importlib import import_module
from statistics import median
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from core.dashboards import dashboard_of
from core.showing import past
from core.showing.measures import CallFailed, Row, announce

REQUESTS, DAYS, ROUNDS, LIMIT_MS = 100_000, 30, 7, 300
_FILTERS = {
    "": "",
    ", one client": "&client=1",
    ", every client": "&client=e",
    ", answered": "&outcome=answered",
    ", refused": "&outcome=refused",
}


class Benchmarks:
    """See ``core.showing.measures.Benchmark``. The pages are made in this process, whole."""

    title = "Dashboards"

    def __init__(self, _options: Mapping[str, Any]) -> None:
        settings.ALLOWED_HOSTS = ["testserver"]
        self._client = Client()
        name = "bench-dashboards"
        self._client.force_login(User.objects.create_superuser(name, password=None))

    def rows(self) -> Iterator[Row]:
        for app in apps.get_app_configs():
            if hasattr(app, "past"):
                announce(f"writing {REQUESTS:,} requests of {app.label}")
                made = import_module(app.past)
                past.write(made.HABITS, made.write, requests=REQUESTS, days=DAYS)
                # A month's requests are on the disk long before anybody looks at them.
                os.sync()
                yield from self._opened(app)

    def _opened(self, app: AppConfig) -> Iterator[Row]:
        one, words = next(iter(dashboard_of(app.label).answers.items()))
        for what, query in {**_FILTERS, f", {words}": f"&answer={one}"}.items():
            times = [self._ms(f"/dashboards/{app.label}?days={DAYS}{query}") for _ in range(ROUNDS)]
            typical = median(times)
            yield Row(
                f"{app.verbose_name}: dashboard of {REQUESTS:,} requests{what}, median of {ROUNDS}",
                f"{typical:.0f} ms",
                f"≤ {LIMIT_MS} ms",
                typical <= LIMIT_MS,
            )

    def _ms(self, url: str) -> float:
        begin = time.perf_counter()
        answer = self._client.get(url)
        if answer.status_code != 200:
            raise CallFailed(f"{url}: HTTP {answer.status_code}")
        return (time.perf_counter() - begin) * 1000
