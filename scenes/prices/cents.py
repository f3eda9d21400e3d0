"""Cents that stand raised behind a larger whole number, as a line of their own or in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from scenes.prices.currencies import UNDIVIDED
from scenes.prices.money import Amount, amounts_in, currency_in
from scenes.prices.prints import Print

_AS_LARGE = 1.5
"""Print larger or smaller by more than this says nothing of how prices are written."""


def joined(lines: Sequence[Print]) -> list[Print]:
    """``lines`` with raised cents put behind the whole number that they belong to."""
    wholes = [line for line in lines if _is_whole(line)]
    done: list[Print] = []
    used: set[int] = set()
    for whole in wholes:
        cents = next((line for line in lines if _are_cents(whole, line)), None)
        if cents is not None:
            used |= {id(whole), id(cents)}
            done.append(with_cents(whole, cents))
    return [*done, *(line for line in lines if id(line) not in used)]


def _is_whole(line: Print) -> bool:
    text = line.text.strip("$€£¥₽฿₸., ")
    return text.isdigit() and 1 <= len(text) <= 4


def _are_cents(whole: Print, line: Print) -> bool:
    if line is whole or not (line.text.isdigit() and len(line.text) == 2):
        return False
    one, other = whole.box, line.box
    gap = other.left - one.right
    return (
        0.2 < line.height / max(whole.height, 1.0) < 0.78
        and -0.45 * one.height < gap < 0.6 * whole.height
        and other.left + other.right > 2 * one.right
        and abs(other.top - one.top) < 0.3 * one.height
        and other.bottom < one.top + 0.85 * one.height
    )


def with_cents(whole: Print, cents: Print) -> Print:
    """``whole`` with the raised ``cents`` behind it."""
    digits = "".join(c for c in whole.text if c.isdigit())
    value = float(f"{digits}.{cents.text}")
    currency = currency_in(whole.text)
    text = f"{whole.text.rstrip('., ')}.{cents.text}"
    amount = Amount(value, 0, len(text), currency, sure=1.0 if currency else 0.8)
    surety = min(whole.confidence, cents.confidence)
    return replace(whole, text=text, confidence=surety, amounts=(amount,), bare=whole.text)


def agreed(lines: Sequence[Print], mains: Sequence[Print]) -> list[Print]:
    """``lines`` without raised cents, unless most prices of the photo, ``mains``, have cents.

    A shop writes all its prices one way; and some currencies have no cents at all.
    """
    undivided = any(currency_in(line.text) in UNDIVIDED for line in mains)
    usual = median([line.height for line in lines if line.bare] or [0.0])
    large = [main for main in mains if usual <= _AS_LARGE * main.height <= _AS_LARGE**2 * usual]
    if not undivided and 2 * sum(has_cents(main) for main in large) >= len(large):
        return list(lines)
    return [_without_cents(line) if line.bare else line for line in lines]


def has_cents(line: Print) -> bool:
    """Does ``line`` write an amount with cents, be they none?"""
    return any(amount.value % 1 or ".00" in line.text for amount in line.amounts)


def _without_cents(line: Print) -> Print:
    return replace(line, text=line.bare, amounts=tuple(amounts_in(line.bare)), bare="")
