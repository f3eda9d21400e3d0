import pytest

from recognition.evidence import Kind
from recognition.judging.shapes import could_be_serial, kind_by_shape, plausibility


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("220V", Kind.RATING),
        ("220-240V", Kind.RATING),
        ("50/60Hz", Kind.RATING),
        ("10(80)A", Kind.RATING),
        ("1600imp/kWh", Kind.RATING),
        ("3X220/380V", Kind.RATING),
        ("IP54", Kind.RATING),
        ("1.5kg", Kind.RATING),
        ("www.example.com", Kind.RATING),
        ("IEC62053-21", Kind.REGULATORY),
        ("EN60950", Kind.REGULATORY),
        ("10-2023", Kind.DATE),
        ("2023-10-05", Kind.DATE),
        ("20240115", Kind.DATE),
        ("18JUN2008", Kind.DATE),
        ("00:1E:C9:47:D4:9B", Kind.MAC),
        ("001EC947D49B", Kind.MAC),
        ("490154203237518", Kind.IMEI),
        ("CSQU3054383", Kind.CONTAINER),
        ("1M8GDM9AXKP042788", Kind.VIN),
        ("CNK8181G2C", Kind.OTHER),
        ("181203620", Kind.OTHER),
        ("12345678901", Kind.OTHER),
        ("005-3379497200006", Kind.OTHER),
    ],
)
def test_a_kind_is_told_by_its_shape(value, kind):
    assert kind_by_shape(value) is kind


@pytest.mark.parametrize("value", ["", "12", "S/N", "MADE IN CHINA", "a" * 70, "12\n34567", "<b>1"])
def test_some_strings_cannot_be_a_serial_number(value):
    assert not could_be_serial(value)


def test_longer_and_more_varied_numbers_are_more_plausible():
    assert plausibility("181203620") > plausibility("181203") > plausibility("1812") > 0
    assert plausibility("CNK8181G2C") > plausibility("DSS188")
    assert plausibility("181203620") > 2 * plausibility("100001000") > 0
    assert plausibility("QuietComfort25") == 0
