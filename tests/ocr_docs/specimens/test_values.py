"""Invented values: legal in form, the same from the same seed, and nobody's."""

import re

import numpy as np
import pytest

from ocr_docs.book.lists import CLASSES, COLOURS, FUELS, KEYS, PROVINCES
from ocr_docs.specimens.numbers import VIN_ALPHABET
from ocr_docs.specimens.values import book_values

BOOKS = [book_values(np.random.default_rng(seed)) for seed in range(300)]
PLATE = re.compile(r"(?:[0-9]{1,2})?[ก-ฮ]{1,3}[ -]?[1-9][0-9]{0,3}|[0-9]{2}-[0-9]{4}")


def number(text):
    return float(text.replace(",", ""))


def test_the_same_seed_gives_the_same_book():
    assert book_values(np.random.default_rng(3)) == BOOKS[3] != BOOKS[4]


def test_every_key_of_the_book_is_filled_in_somewhere():
    assert {key for book in BOOKS for key in book} == set(KEYS)


def test_no_value_is_empty_or_padded():
    assert all(value and value == value.strip() for book in BOOKS for value in book.values())


def test_the_class_number_belongs_to_the_class():
    assert all(CLASSES[int(book["type_code"]) - 1] == book["type"] for book in BOOKS)


def test_listed_values_come_from_the_lists():
    for book in BOOKS:
        assert book["province"] in PROVINCES.values()
        assert book["type_fuel"] in FUELS
        assert set(book["color"].split()) <= set(COLOURS)


def test_plates_follow_the_rules_of_plates():
    assert all(PLATE.fullmatch(book["registration_number_car"]) for book in BOOKS)
    assert not any(set("ฃฅ") & set(book["registration_number_car"]) for book in BOOKS)


def test_long_chassis_numbers_are_spelt_in_the_alphabet_of_vins():
    long = [book["car_number"] for book in BOOKS if len(book["car_number"]) == 17]
    assert len(long) > 200
    assert all(set(chassis) <= set(VIN_ALPHABET) for chassis in long)
    assert any(10 <= len(book["car_number"]) < 17 for book in BOOKS)


@pytest.mark.parametrize("role", ["ownership", "possessor"])
def test_identity_numbers_check_and_are_no_persons(role):
    cards = [book[f"{role}_number_of_card"] for book in BOOKS if f"{role}_number_of_card" in book]
    for card in (card.replace(" ", "") for card in cards):
        total = sum(int(digit) * (13 - place) for place, digit in enumerate(card[:12]))
        assert (len(card), int(card[12])) == (13, (11 - total % 11) % 10)
        assert card[0] in "09"


def test_the_whole_is_no_lighter_than_the_vehicle():
    both = [book for book in BOOKS if "weight_all" in book]
    assert all(number(book["weight_all"]) >= number(book["weight_car"]) for book in both)


def test_dates_are_in_the_buddhist_era_and_model_years_are_not():
    for book in BOOKS:
        registered, model = int(book["registration_date"][-4:]), int(book["year_model"])
        assert 2520 < registered < 2571
        assert registered - 543 - model in (0, 1)


def test_hire_purchase_has_a_contract_a_lender_and_a_buyer():
    bought = [book for book in BOOKS if "hire_purchase_number" in book]
    assert 0.3 < len(bought) / len(BOOKS) < 0.6
    for book in bought:
        assert book["ownership"].startswith("บริษัท")
        assert {"possessor", "possessor_adress", "hire_purchase_date"} <= set(book)
