"""What a tag's lines of print say that a customer pays. Pure.

The price is the largest amount on the tag: shops print what they want to be read. A price
without tax is the exception: where the tag also says what it is with tax, that is paid.
Unit prices, pack sizes, dates and codes are never taken (:mod:`scenes.prices.money`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.geometry import Box
from scenes.prices.money import Amount, currency_in, is_per_measure, plain, taxed_in
from scenes.prices.prints import Print

_SECOND = 0.3
"""A further price is at least this high, in heights of the main one; else it is small print."""

_RIVAL = 0.87
_TAX = (1.03, 1.28)
"""A price with tax in prices without: value added taxes of the world are 3 to 28 percent."""


@dataclass(frozen=True, slots=True)
class Said:
    """An amount, the line it stands in and the height of its digits in pixels."""

    amount: Amount
    line: Print

    @property
    def height(self) -> float:
        return self.line.height


@dataclass(frozen=True, slots=True)
class Choice:
    """The price of a tag. ``reduced``: an old price stands beside it. ``main`` is its line."""

    price: float | None = None
    prices: tuple[float, ...] = ()
    currency: str = ""
    reduced: bool = False
    score: float = 0.0
    main: Print | None = None


def choose(lines: Sequence[Print]) -> Choice:
    """The price on a tag with these ``lines``; nothing is said of one without amounts."""
    said = _prices(lines)
    if not said:
        return Choice(currency=_currency(lines, None))
    main = max(said, key=_weight)
    others = [one for one in said if one is not main and one.amount.value != main.amount.value]
    taxed = _with_tax(main, others)
    price = (taxed or main).amount.value
    old = any(
        one.amount.value > price and one is not taxed and _second(one, main) for one in others
    )
    shown = [main, *(o for o in others if o is taxed or _second(o, main))]
    return Choice(
        price=price,
        prices=tuple(dict.fromkeys(one.amount.value for one in shown)),
        currency=_currency(lines, main.amount),
        reduced=old or any(one.amount.old for one in others),
        score=_score(main, others, taxed),
        main=main.line,
    )


def speaks_of_price(line: Print) -> bool:
    """May ``line`` be what a tag is there for? A bare digit or a number in a name is not."""
    return any(
        _stands_alone(line, amount) and (amount.value >= 10 or amount.sure > 0.5)
        for amount in line.amounts
        if not amount.per_measure
    )


def _prices(lines: Sequence[Print]) -> list[Said]:
    """What may be a price. A tax line without its own amount speaks of none."""
    return [
        Said(amount, line)
        for line in lines
        if line.confidence >= 0.5 and not is_per_measure(line.text)
        for amount in line.amounts
        if not amount.per_measure and _stands_alone(line, amount)
    ]


def _stands_alone(line: Print, amount: Amount) -> bool:
    """A bare number among words belongs to a name; one with a currency is a price."""
    if amount.sure > 0.5:
        return True
    rest = plain(line.text)[: amount.start] + plain(line.text)[amount.end :]
    return sum(letter.isalpha() for letter in rest) <= 2 and len(line.amounts) == 1


def _weight(one: Said) -> float:
    amount = one.amount
    # A price without tax is the main one only where its digits are.
    doubt = 0.6 if amount.old or (amount.value < 10 and amount.sure <= 0.5) else 1.0
    return one.height * doubt * (0.85 + 0.3 * amount.sure) * one.line.confidence


def _second(one: Said, main: Said) -> bool:
    sure = one.amount.sure > 0.5 or one.height >= 0.5 * main.height
    return sure and one.height >= _SECOND * main.height


def _with_tax(main: Said, others: Sequence[Said]) -> Said | None:
    """The amount with tax, where ``main`` is without."""
    if main.amount.taxed:
        return None
    low, high = _TAX
    fitting = [
        one
        for one in others
        if one.amount.taxed and low <= one.amount.value / main.amount.value <= high
    ]
    return max(fitting, key=lambda one: one.line.confidence, default=None)


def _score(main: Said, others: Sequence[Said], taxed: Said | None) -> float:
    surety = min(main.line.confidence, taxed.line.confidence if taxed else 1.0)
    rivals = [
        one
        for one in others
        if one.height >= _RIVAL * main.height and one is not taxed and not one.amount.old
    ]
    explained = all(one.amount.value > main.amount.value for one in rivals)
    doubt = 1.0 if not rivals else 0.75 if explained else 0.5
    return surety * doubt * _cleanness(main)


def _cleanness(one: Said) -> float:
    """What stands in the line beside the amount makes it less sure, as a half-read digit would."""
    text = plain(one.line.text)
    before, after = text[: one.amount.start].strip(), text[one.amount.end :].strip()
    if one.amount.sure > 0.5:
        return 1.0
    if after[:1] in (".", ",", "'") or after[:1].isalnum():
        return 0.45
    return 0.85 if before or after else 1.0


def _currency(lines: Sequence[Print], amount: Amount | None) -> str:
    """The amount's own, else the only one that any line names."""
    if amount is not None and amount.currency:
        return amount.currency
    named = {code for line in lines if (code := currency_in(line.text))}
    if any(taxed_in(line.text) is not None and "税" in line.text for line in lines):
        named.add("JPY")
    named -= {"¥"} if "JPY" in named or "CNY" in named else set()
    return named.pop() if len(named) == 1 else ""


def clear_of(box: Box, height: float, rows: int, cols: int) -> bool:
    """Is the whole price on the photo, with room for a digit's edge before its rim?"""
    room = 0.25 * height
    return box.left >= room and box.right <= cols - room and box.bottom <= rows - 0.05 * height
