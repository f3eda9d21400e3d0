"""What a tag's lines of print say that a customer pays."""

from __future__ import annotations

import pytest

from scenes.prices.choosing import choose
from tests.scenes.prices.prints import printed

MAIN = (40.0, 40.0, 120.0, 50.0)
SMALL = (5.0, 95.0, 90.0, 12.0)
BESIDE = (5.0, 60.0, 60.0, 26.0)


def test_the_largest_amount_is_the_price():
    choice = choose([printed("12.99", MAIN), printed("0.49", SMALL)])
    assert choice.price == 12.99
    assert not choice.reduced


@pytest.mark.parametrize(
    "unit_price", ["1 kg = 9,98 €", "9.98/kg", "UNIT PRICE $0.28/oz", "100g当たり 158円"]
)
def test_a_unit_price_is_not_the_price(unit_price: str):
    large = (5.0, 5.0, 160.0, 60.0)
    choice = choose([printed("2.49", MAIN), printed(unit_price, large)])
    assert choice.price == 2.49


def test_a_tag_with_nothing_but_a_unit_price_has_no_price():
    assert choose([printed("9.98/kg", MAIN)]).price is None


def test_a_larger_amount_in_smaller_print_is_the_old_price():
    choice = choose([printed("9.99", MAIN), printed("12.99", BESIDE)])
    assert choice.price == 9.99
    assert choice.reduced
    assert choice.prices == (9.99, 12.99)


def test_an_amount_called_the_old_price_is_never_the_price():
    choice = choose([printed("8.99", BESIDE), printed("statt 12.99", (5.0, 5.0, 100.0, 30.0))])
    assert choice.price == 8.99
    assert choice.reduced


def test_what_is_paid_is_the_price_with_tax_where_the_main_one_is_without():
    lines = [printed("本体 100円", MAIN), printed("税込108円", BESIDE)]
    assert choose(lines).price == 108.0


def test_a_number_in_a_name_is_no_price():
    assert choose([printed("Vitamin B 12 forte", MAIN)]).price is None


def test_the_currency_may_stand_in_a_line_of_its_own():
    choice = choose([printed("12.99", MAIN), printed("€", (165.0, 60.0, 14.0, 20.0))])
    assert choice.currency == "EUR"


def test_two_amounts_of_one_size_make_the_price_unsure():
    alone = choose([printed("119", MAIN)])
    rivals = choose([printed("119", MAIN), printed("98", (40.0, 100.0, 120.0, 50.0))])
    assert rivals.score < alone.score


def test_a_tag_without_any_print_says_nothing():
    assert choose([]).price is None
