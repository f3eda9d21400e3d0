import pytest

from recognition.judging.confusables import alike, ambiguous, latin, nearly, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [("AB0", "ABO"), ("5S8B", "S5B8"), ("1IL", "IL1"), ("ZG6", "2CG"), ("A-1", "AI")],
)
def test_values_that_differ_in_lookalikes_only(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(("one", "other"), [("AB0", "AB1"), ("AB0", "AB00"), ("X", "Y")])
def test_values_that_differ_in_more(one, other):
    assert not alike(one, other)


def test_comparing_ignores_case_blanks_hyphens_and_width():
    assert plain("ab-12 ３4.5") == "AB12345"


def test_cyrillic_and_greek_letters_turn_latin_only_in_latin_company():
    assert latin("АВ123") == "AB123"
    assert latin("Жук12") == "Жук12"


def test_a_slip_in_a_long_value_is_near():
    assert nearly("CNK8181G2C", "CNK81B1G2C")
    assert not nearly("CNK8181G2C", "XYZ8181000")
    assert not nearly("1234", "1235")


def test_characters_with_a_twin_are_counted():
    assert ambiguous("0O1I") == 4
    assert ambiguous("XKT77493") == 0
