import pytest

from recognition.evidence import Kind
from recognition.judging.payloads import Finding, findings, is_secret


def values(text, symbology="", kind=None):
    return [f.value for f in findings(text, symbology) if kind is None or f.kind is kind]


def test_a_gs1_serial_ends_at_the_separator():
    text = "0109506000134352211234AB\x1d10LOT7"
    assert findings(text, "]d2") == (
        Finding("1234AB", Kind.SERIAL),
        Finding("09506000134352", Kind.GTIN),
        Finding("LOT7", Kind.LOT),
    )


def test_gs1_dates_have_a_fixed_length():
    assert values("010950600013435217271231211234AB", "]d2", Kind.SERIAL) == ["1234AB"]
    assert values("010950600013435217271231211234AB", "]d2", Kind.DATE) == ["271231"]


def test_a_leading_separator_is_skipped():
    assert values("\x1d21ABC1", "]C1", Kind.SERIAL) == ["ABC1"]


def test_a_plain_code_128_has_no_application_identifiers():
    assert findings("2112345678", "]C0") == ()


def test_a_digital_link_is_read_and_unquoted():
    found = findings("https://id.example/01/09506000134352/21/AB%2F12?x=1", "]Q1")
    assert found == (Finding("09506000134352", Kind.GTIN), Finding("AB/12", Kind.SERIAL))


def test_an_iso_15434_envelope_is_taken_apart():
    text = "[)>\x1e06\x1dS12345678\x1d1PABC-100\x1d1TLOT9\x1e\x04"
    assert findings(text, "]d1") == (
        Finding("12345678", Kind.SERIAL),
        Finding("ABC-100", Kind.PART_NUMBER),
        Finding("LOT9", Kind.LOT),
    )


def test_an_address_with_keys():
    found = findings("https://vendor.example/q?sn=XY-99&pn=77", "]Q1")
    assert found == (Finding("XY-99", Kind.SERIAL), Finding("77", Kind.PART_NUMBER))


def test_an_address_with_a_serial_in_its_path():
    assert values("https://vendor.example/serial/AB123/info", "]Q1", Kind.SERIAL) == ["AB123"]


@pytest.mark.parametrize(
    "text",
    [
        "SN:AB123456;MAC:001EC947D49B;PN:77-1",
        "MAC:001EC947D49B\nS/N: AB123456\nPN:77-1",
        '{"serialNumber": "AB123456", "mac": "001EC947D49B", "pn": "77-1"}',
        "PN=77-1,SN=AB123456,MAC=001EC947D49B",
    ],
)
def test_key_value_text_in_its_usual_forms(text):
    assert values(text, "]Q1", Kind.SERIAL) == ["AB123456"]
    assert values(text, "]Q1", Kind.MAC) == ["001EC947D49B"]
    assert values(text, "]Q1", Kind.PART_NUMBER) == ["77-1"]


def test_a_wifi_code_keeps_nothing():
    assert values("WIFI:S:Home;T:WPA;P:secret;;") == [""]
    assert is_secret("WIFI:S:Home;T:WPA;P:secret;;")


def test_a_payload_with_a_pin_is_secret():
    assert is_secret("SN:AB123456;PIN:1234")
    assert not is_secret("SN:AB123456;PN:1234")


def test_a_bare_value_declares_nothing():
    assert findings("CNK8181G2C", "]C0") == ()
    assert findings("", "]C0") == ()
