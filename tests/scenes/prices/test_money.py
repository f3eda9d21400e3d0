"""Amounts of money in a line of print, as shops of many countries write them."""

from __future__ import annotations

import pytest

from scenes.prices.money import amounts_in, currency_in, is_measure, is_per_measure


def _values(text: str) -> list[float]:
    return [amount.value for amount in amounts_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.99", 12.99),
        ("12,99", 12.99),
        ("12,99 €", 12.99),
        ("$12.99", 12.99),
        ("1 299.-", 1299.0),
        ("1.299,00", 1299.0),
        ("1,299.00", 1299.0),
        ("1'299.00", 1299.0),
        ("99,-", 99.0),
        ("129.—", 129.0),
        ("25:-", 25.0),
        ("0.79", 0.79),
        ("￥158", 158.0),
        ("１２８円", 128.0),
        ("฿1,250", 1250.0),
        ("1 299 ₸", 1299.0),
        ("Rp 12.500", 12500.0),
    ],
)
def test_every_decimal_style_is_understood(text: str, value: float):
    assert _values(text) == [value]


def test_a_dinar_has_thousandths():
    assert _values("KWD 1.250") == [1.25]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("€ 2,49", "EUR"),
        ("£1.50", "GBP"),
        ("89.99 ₽", "RUB"),
        ("89 руб", "RUB"),
        ("1 290 ₸", "KZT"),
        ("25.- บาท", "THB"),
        ("฿25", "THB"),
        ("税込170円", "JPY"),
        ("$4.99", "$"),
        ("12.99", ""),
    ],
)
def test_a_currency_is_named_where_it_is_written(text: str, currency: str):
    assert currency_in(text) == currency


def test_a_b_before_a_number_is_the_baht_but_makes_no_price_of_it():
    (amount,) = amounts_in("B188")
    assert (amount.value, amount.currency, amount.sure) == (188.0, "THB", 0.5)
    assert amounts_in("AB188") == []


def test_letters_inside_words_are_no_currency():
    assert currency_in("Soft cheese") == ""
    assert currency_in("Fruit") == ""


@pytest.mark.parametrize(
    "text",
    ["500 ml", "12袋入", "x24", "-20%", "4012345678901", "2024-05-06", "12:30", "No.1", "0,5l"],
)
def test_contents_dates_discounts_and_codes_are_no_amounts(text: str):
    assert _values(text) == []


@pytest.mark.parametrize(
    "text",
    ["1 kg = 9,98 €", "£1.50 per kg", "100g当たり 158円", "9.98/kg", "Цена за 1 л 96.76 руб"],
)
def test_a_price_for_a_measure_is_known_as_one(text: str):
    assert is_per_measure(text)
    assert all(amount.per_measure for amount in amounts_in(text))


def test_a_unit_alone_is_a_measure_and_a_name_is_not():
    assert is_measure("ml")
    assert is_measure("g")
    assert not is_measure("gold")
    assert not is_measure("99")


def test_a_line_says_whether_its_price_is_an_old_one_and_with_tax():
    (old,) = amounts_in("statt 3.99")
    (with_tax,) = amounts_in("税込107円")
    assert old.old
    assert with_tax.taxed is True
