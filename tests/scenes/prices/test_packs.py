"""Print of the products themselves is told from prices."""

from __future__ import annotations

from scenes.prices.packs import without_packs_print
from scenes.realogram import UNKNOWN, Facing
from tests.scenes.prices.prints import printed, quad_at


def _packs(sku: int) -> list[Facing]:
    return [Facing(i + 1, sku, quad_at(200.0 * i, 0, 180, 400), 0.9) for i in range(3)]


def _on_each_pack(text: str) -> list[tuple[str, tuple[float, float, float, float]]]:
    return [(text, (200.0 * i + 110, 350, 40, 18)) for i in range(3)]


def test_a_number_with_a_unit_beside_it_is_the_packs_content():
    lines = [printed("375", (100, 100, 60, 30)), printed("g", (165, 105, 14, 25))]
    assert [line.text for line in without_packs_print(lines, [])] == ["g"]


def test_a_fraction_on_a_pack_that_has_a_unit_on_another_is_content():
    lines = [printed("0.75", (110, 350, 40, 18)), printed("0.75 L", (310, 350, 60, 18))]
    assert [line.text for line in without_packs_print(lines, _packs(sku=4))] == ["0.75 L"]


def test_a_price_off_the_packs_stays_though_a_content_is_written_alike():
    lines = [printed("0.75", (110, 450, 40, 18)), printed("0.75 L", (310, 350, 60, 18))]
    assert without_packs_print(lines, _packs(sku=4)) == lines


def test_a_price_before_a_pack_with_its_currency_stays_though_a_content_is_written_alike():
    lines = [printed("0.75 €", (110, 350, 40, 18)), printed("0.75 L", (310, 350, 60, 18))]
    assert without_packs_print(lines, _packs(sku=4)) == lines


def test_a_unit_further_away_says_nothing_of_the_number():
    lines = [printed("375", (100, 100, 60, 30)), printed("g", (300, 105, 14, 25))]
    assert without_packs_print(lines, []) == lines


def test_a_bare_number_at_one_place_of_all_packs_of_a_product_is_their_print():
    lines = [printed(text, place) for text, place in _on_each_pack("330")]
    assert without_packs_print(lines, _packs(sku=4)) == []


def test_a_misread_one_of_them_goes_too():
    texts = ("330", "130", "330")
    lines = [
        printed(text, place) for text, (_, place) in zip(texts, _on_each_pack("330"), strict=True)
    ]
    assert without_packs_print(lines, _packs(sku=4)) == []


def test_a_price_before_a_pack_stays():
    lines = [printed("330", (110, 350, 40, 18))]
    assert without_packs_print(lines, _packs(sku=4)) == lines


def test_what_is_written_out_stays_where_it_recurs_at_the_foot_of_packs():
    lines = [printed(text, place) for text, place in _on_each_pack("$3.30")]
    assert without_packs_print(lines, _packs(sku=4)) == lines


def test_what_is_written_out_before_the_middle_of_pack_after_pack_is_their_print():
    lines = [printed("1.90", (200.0 * i + 70, 200, 40, 18)) for i in range(3)]
    assert without_packs_print(lines, _packs(sku=4)) == []


def test_contents_misread_as_an_amount_on_one_pack_of_many_are_contents():
    texts = ("160", "1.60", "160")
    lines = [
        printed(text, place) for text, (_, place) in zip(texts, _on_each_pack(""), strict=True)
    ]
    assert without_packs_print(lines, _packs(sku=4)) == []


def test_a_price_misread_as_a_bare_number_on_one_tag_of_many_stays():
    texts = ("$3.30", "330", "$3.30")
    lines = [
        printed(text, place) for text, (_, place) in zip(texts, _on_each_pack(""), strict=True)
    ]
    assert without_packs_print(lines, _packs(sku=4)) == lines


def test_a_price_before_the_middle_of_one_pack_stays():
    lines = [printed("$1.90", (70, 200, 40, 18))]
    assert without_packs_print(lines, _packs(sku=4)) == lines


def test_packs_nobody_named_are_not_taken_for_one_product():
    lines = [printed(text, place) for text, place in _on_each_pack("330")]
    assert without_packs_print(lines, _packs(sku=UNKNOWN)) == lines
