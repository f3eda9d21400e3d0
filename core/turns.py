"""Taking turns: of those who change the same things, one at a time."""

from __future__ import annotations

from django.db import connection


def take_turn(name: str) -> None:
    """Until the transaction ends nobody else has the turn of that name.

    Call it before anything is locked: who locks rows first, and each in another order, waits for
    ever. SQLite's transactions take turns by themselves.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
