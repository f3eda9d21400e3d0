"""Joining lines of text into places where a container number stands. No engine, no pixels."""

from core.engines import TextLine
from core.geometry import Point
from recognition.seeing.container_codes import (
    as_number,
    as_owner,
    marks_container,
    spelled,
    split_code,
)
from recognition.seeing.container_places import Part, likely_places, stray_places


def across(text: str, left: float, top: float, pitch: float = 20, height: float = 40) -> TextLine:
    right, bottom = left + pitch * len(text), top + height
    corners = (Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))
    return TextLine(text, corners, 0.99)


def down(text: str, left: float, top: float, pitch: float = 50, width: float = 40) -> TextLine:
    """A column of upright characters as the engine reports it: it begins at the top right."""
    right, bottom = left + width, top + pitch * len(text)
    corners = (Point(right, top), Point(right, bottom), Point(left, bottom), Point(left, top))
    return TextLine(text, corners, 0.99)


def texts(places):
    return [[span.text for span in place.spans] for place in places]


def test_a_whole_line_is_one_place():
    (place,) = likely_places([across("MSKU 053930 1", 100, 100)])
    assert [part for part, _ in place.parts()] == [Part.WHOLE]
    assert texts([place]) == [["MSKU0539301"]]


def test_owner_code_digits_and_framed_digit_on_one_line_are_joined():
    lines = [across("TRHU", 100, 100), across("170036", 210, 102), across("9", 360, 104)]
    assert texts(likely_places(lines)) == [["TRHU", "1700369"]]


def test_digits_in_three_groups_are_joined():
    lines = [across("MRKU", 100, 100)]
    lines += [across("238", 220, 100), across("667", 300, 100), across("9", 380, 100)]
    assert texts(likely_places(lines)) == [["MRKU", "2386679"]]


def test_digits_below_the_owner_code_are_joined_and_the_size_code_is_left_out():
    lines = [across("HALU", 100, 100), across("208997 6", 102, 150), across("22G1", 101, 200)]
    assert texts(likely_places(lines)) == [["HALU", "2089976"]]


def test_a_column_cut_in_two_is_joined():
    (place,) = likely_places([down("BEAU", 300, 50), down("265693", 302, 300)])
    owner, number = place.spans
    assert owner.runs_down and number.runs_down
    assert number.missing == 1


def test_room_is_made_for_a_check_digit_that_was_not_seen():
    (place,) = likely_places([down("DRYU213877", 300, 50)])
    (span,) = place.spans
    assert max(corner.y for corner in span.widened(0.0)) > 550 + 60


def test_the_largest_container_comes_first():
    lines = [across("CRSU1445492", 900, 40, pitch=8, height=15), across("MSKU0539301", 100, 100)]
    assert texts(likely_places(lines)) == [["MSKU0539301"], ["CRSU1445492"]]


def test_a_line_read_several_times_is_one_place():
    assert len(likely_places([across("MSKU0539301", 100 + i, 100) for i in range(4)])) == 1


def test_text_of_device_labels_is_no_place():
    lines = [
        across("S/N 5CD1234XYZ", 10, 10),
        across("MENU", 10, 60),
        across("Model AU12", 10, 110),
    ]
    lines += [across("230V 50Hz", 10, 160), across("181200992", 10, 210), across("TARE", 10, 260)]
    assert likely_places(lines) == []
    assert stray_places(lines) == []


def test_a_number_that_lost_its_first_letters_is_looked_for_in_its_line():
    (place,) = stray_places([down("HU307437", 300, 200)])
    (span,) = place.spans
    assert span.lost == span.missing == 3


def test_digits_beside_a_size_code_have_their_owner_code_before_or_above_them():
    places = stray_places([across("203511 3", 300, 200), across("22G1", 300, 250)])
    assert len(places) == 2
    assert all(place.spans[0].size == 4 for place in places)


def test_digits_without_any_mark_of_a_container_are_left_alone():
    assert stray_places([across("2035113", 300, 200)]) == []


def test_a_column_read_upwards_is_turned_to_run_down():
    upward = down("69598", 300, 100)
    quad = (*upward.quad[2:], *upward.quad[:2])
    (place,) = stray_places([TextLine("69598", quad, 0.8), down("22G1", 400, 100)])
    assert place.spans[0].runs_down
    assert place.spans[0].text == ""


def test_look_alikes_of_one_shape_follow_their_place_and_others_are_kept():
    assert as_owner("FC1U") == "FCIU"
    assert as_owner("BM0U") == "BMOU"
    assert as_owner("8EAU") is None
    assert as_number("O737320") == "0737320"
    assert as_number("513116Z") is None


def test_circled_full_width_and_accented_characters_are_spelled_plainly():
    assert spelled("257687⑧") == "2576878"
    assert spelled("CAＩU９85") == "CAIU985"
    assert spelled("PC!Ú") == "PC1U"
    assert spelled("TEMU 052462回") == "TEMU052462"


def test_a_number_is_found_inside_longer_text():
    assert split_code("XXMSKU053930145G1") == ("MSKU", "0539301")


def test_size_and_height_marks_are_known():
    assert marks_container("22G1") and marks_container("45R1") and marks_container("2,9m")
    assert (
        not marks_container("9600") and not marks_container("2.6") and not marks_container("ABCD")
    )
