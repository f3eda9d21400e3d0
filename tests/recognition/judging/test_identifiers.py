import pytest

from recognition.judging import identifiers as ids


@pytest.mark.parametrize("value", ["490154203237518", "356938035643809"])
def test_a_right_imei_passes(value):
    assert ids.is_imei(value)


@pytest.mark.parametrize(
    "value", ["490154203237519", "356938035643808", "49015420323751", "4901542032375188"]
)
def test_a_wrong_imei_fails(value):
    assert not ids.is_imei(value)


@pytest.mark.parametrize(
    "value",
    ["1M8GDM9AXKP042788", "11111111111111111", "1HGCM82633A004352", "5GZCZ43D13S812715"],
)
def test_a_right_vin_passes(value):
    assert ids.is_vin(value)


@pytest.mark.parametrize(
    "value", ["SGZCZ43D13S812715", "1HGCM82633A004353", "IHGCM82633A004352", "1HGCM82633A00435"]
)
def test_a_wrong_vin_fails(value):
    assert not ids.is_vin(value)


@pytest.mark.parametrize("value", ["CSQU3054383", "MSKU6011672"])
def test_a_right_container_number_passes(value):
    assert ids.is_container(value)


@pytest.mark.parametrize("value", ["CSQU3054384", "CSQA3054383", "CSQU305438", "csqu3054383"])
def test_a_wrong_container_number_fails(value):
    assert not ids.is_container(value)


@pytest.mark.parametrize("value", ["4006381333931", "09506000134352", "036000291452", "96385074"])
def test_a_right_gtin_passes(value):
    assert ids.is_gtin(value)


@pytest.mark.parametrize("value", ["4006381333932", "400638133393", "0", ""])
def test_a_wrong_gtin_fails(value):
    assert not ids.is_gtin(value)


@pytest.mark.parametrize(
    "value", ["00:1E:C9:47:D4:9B", "00-1e-c9-47-d4-9b", "001e.c947.d49b", "00:1E:C9:FF:FE:47:D4:9B"]
)
def test_a_mac_address_is_known_by_its_separators(value):
    assert ids.is_mac(value)


@pytest.mark.parametrize("value", ["001EC947D49B", "00:1E:C9:47:D4", "12:34:56"])
def test_other_shapes_are_no_mac_address(value):
    assert not ids.is_mac(value)


def test_twelve_bare_hexadecimal_digits_have_the_shape_of_a_mac():
    assert ids.has_bare_mac_shape("001EC947D49B")
    assert not ids.has_bare_mac_shape("123456789012")
    assert not ids.has_bare_mac_shape("011EC947D49B")


def test_an_iccid_begins_with_89_and_ends_in_a_luhn_digit():
    assert ids.is_iccid("89148000000745809013")
    assert not ids.is_iccid("89148000000745809014")


def test_a_meid_is_checked_in_base_sixteen():
    assert ids.is_meid("A10000009296F2" + "6") is ids.luhn("A10000009296F26", base=16)
    assert sum(ids.is_meid("AF0123450ABCDE" + d) for d in "0123456789ABCDEF") == 1


def test_checks_name_only_what_applies():
    assert ids.checks_of("CSQU3054384") == {"iso6346": False}
    assert ids.checks_of("1M8GDM9AXKP042788") == {"vin": True}
    assert ids.checks_of("490154203237518") == {"imei": True}
    assert ids.checks_of("490154203237519") == {}
    assert ids.checks_of("CNK8181G2C") == {}


def test_a_number_labelled_as_imei_is_held_to_its_check():
    assert ids.checks_of("490154203237519", ["imei"]) == {"imei": False}


def test_blanks_and_hyphens_do_not_count():
    assert ids.checks_of("CSQU 305438-3") == {"iso6346": True}
