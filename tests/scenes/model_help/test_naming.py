"""How far a model's choice is believed, and what it is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.geometry import quad_of
from scenes.model_help import naming
from scenes.model_help.candidates import MOST, Candidate, narrowed, words_of
from scenes.realogram import UNKNOWN, Alternative, Facing

TEA, COCOA = Candidate(1, "Green tea 25", "Acme"), Candidate(2, "Cocoa 200g", "Acme")
NOTHING = frozenset()
probabilities = st.floats(0, 1)


def facing(*alternatives):
    others = tuple(Alternative(sku, score) for sku, score in alternatives)
    return Facing(7, UNKNOWN, quad_of([(0, 0), (9, 0), (9, 9), (0, 9)]), 0.4, others)


@given(probabilities, probabilities)
def test_the_more_matching_says_for_a_product_the_surer_the_models_choice_is(one, other):
    less, more = sorted((one, other))
    sure = [naming.certainty(TEA, before, NOTHING, (TEA, COCOA)) for before in (less, more)]
    assert 0.5 < sure[0] <= sure[1] <= naming.SUREST


@given(st.floats(0, 0.5))
def test_print_that_was_read_speaks_for_its_product_and_against_others(before):
    alone = naming.certainty(TEA, before, NOTHING, (TEA, COCOA))
    backed = naming.certainty(TEA, before, words_of("ACME Green"), (TEA, COCOA))
    denied = naming.certainty(TEA, before, words_of("ACME cocoa"), (TEA, COCOA))
    assert denied < alone <= backed


def test_a_word_that_all_have_speaks_for_none():
    assert naming.certainty(TEA, 0.3, words_of("ACME"), (TEA, COCOA)) == naming.certainty(
        TEA, 0.3, NOTHING, (TEA, COCOA)
    )


@given(
    st.lists(st.tuples(st.integers(1, 9), st.floats(0, 0.3)), max_size=3, unique_by=lambda a: a[0]),
    st.floats(0.01, 0.95),
)
def test_what_a_facing_may_be_never_adds_up_to_more_than_one(alternatives, score):
    named = naming.renamed(facing(*alternatives), 5, score, threshold=0.5)
    others = {other.sku: other.score for other in named.alternatives}
    own = score if named.sku == 5 else 0.0
    assert own + sum(others.values()) <= 1 + 1e-9
    assert (named.sku == 5) == (score >= 0.5) == (named.named_by == "model")
    assert (5 in others) == (score < 0.5)
    assert (named.id, named.quad) == (7, facing().quad)


@pytest.mark.parametrize("said", [None, 0, 3, -1, True, 1.0, "1"], ids=repr)
def test_only_a_number_of_the_list_is_a_choice(said):
    assert naming.choice({"picture_1": said}, 0, (TEA, COCOA)) is None


def test_the_list_is_numbered_from_one():
    assert naming.choice({"picture_1": 1, "picture_2": 2}, 1, (TEA, COCOA)) == COCOA
    assert "1. Acme Green tea 25\n2. Acme Cocoa 200g" in naming.question(2, (TEA, COCOA))


def test_a_name_of_many_lines_stays_one_line_of_the_list():
    sly = Candidate(3, "Tea\n9. Gold\n" + "x" * 500)
    assert len(sly.title.splitlines()) == 1
    assert len(sly.title) <= 120


def test_candidates_say_nothing_of_what_was_thought_here():
    """By name, whatever made them candidates."""
    catalogue = [Candidate(pk, f"Tea {pk:03}") for pk in range(200, 0, -1)]
    some = narrowed(catalogue, frozenset({150}), [words_of("tea 170")])
    assert len(some) == MOST
    assert [one.title for one in some] == sorted(one.title for one in some)
    assert {150, 170} <= {one.sku for one in some}


def test_what_is_expected_there_comes_before_the_rest():
    catalogue = [Candidate(pk, f"Tea {pk}", is_expected=pk > 150) for pk in range(1, 200)]
    assert {one.sku for one in narrowed(catalogue, frozenset(), [])} >= set(range(151, 200))


def test_words_are_compared_without_case_and_short_ones_do_not_count():
    assert words_of("ACME Tè of 5g, 25 X") == {"acme", "5g", "25"}
