import pytest

from recognition.evidence import Kind
from recognition.judging.labels import labels_in


def first(text):
    found = labels_in(text)
    return (found[0].kind, text[found[0].end :]) if found else None


@pytest.mark.parametrize(
    "text",
    [
        "S/N: 12345",
        "SN: 12345",
        "s/n 12345",
        "S.N. 12345",
        "Ser. No. 12345",
        "SER NO 12345",
        "SERNO12345",
        "Serial 12345",
        "SERIAL NO.: 12345",
        "Serial Number 12345",
        "SERIAL #: 12345",
        "Service Tag: 12345",
        "Service Tag (ST): 12345",
        "Mfg. No. 12345",
        "Machine No. 12345",
        "Unit No. 12345",
        "Seriennummer: 12345",
        "Serien-Nr.: 12345",
        "Ser.-Nr. 12345",
        "S.-Nr. 12345",
        "Fabriknummer 12345",
        "Fabr.-Nr. 12345",
        "F.-Nr. 12345",
        "Masch.-Nr. 12345",
        "Geräte-Nr. 12345",
        "Gerate-Nr. 12345",
        "Zählernummer 12345",
        "Numéro de série : 12345",
        "N° de série 12345",
        "Nº sér. 12345",
        "Matricule 12345",
        "Número de serie: 12345",
        "N.º de serie 12345",
        "Núm. serie 12345",
        "N.º de série 12345",
        "Numero di serie 12345",
        "N. di serie 12345",
        "Matricola 12345",
        "Nr. di fabbrica 12345",
        "Serienummer 12345",
        "Serienr. 12345",
        "Fabrieksnr. 12345",
        "Tillverkningsnr. 12345",
        "Fabrikasjonsnr. 12345",
        "Sarjanumero 12345",
        "Valm.nro 12345",
        "Numer seryjny 12345",
        "Nr seryjny 12345",
        "Nr fabr. 12345",
        "Výrobní číslo 12345",
        "Výr. č. 12345",
        "Sériové číslo: 12345",
        "Sorozatszám: 12345",
        "Gyári szám 12345",
        "Număr de serie 12345",
        "Serijski broj 12345",
        "Tvornički broj 12345",
        "Seri No 12345",
        "Seri Numarası 12345",
        "Şasi No 12345",
        "Серийный номер: 12345",
        "Сер. № 12345",
        "Зав. № 12345",
        "Заводской номер 12345",
        "Серійний номер 12345",
        "Сериен номер 12345",
        "Σειριακός αριθμός 12345",
        "Αρ. σειράς 12345",
        "الرقم التسلسلي: 12345",
        "מספר סידורי 12345",
        "شماره سریال 12345",
        "序列号: 12345",
        "序號 12345",
        "出厂编号 12345",
        "机号12345",
        "シリアル番号 12345",
        "製造番号:12345",
        "製造No. 12345",
        "일련번호 12345",
        "제조번호: 12345",
        "หมายเลขเครื่อง 12345",
        "Số máy 12345",
        "Nomor seri 12345",
        "क्रम संख्या 12345",
        "SIN: 12345",
        "S1N: 12345",
    ],
)
def test_serial_words_of_many_languages_name_what_follows(text):
    assert first(text) == (Kind.SERIAL, "12345")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Model: X1", Kind.MODEL),
        ("M/N X1", Kind.MODEL),
        ("Typ: X1", Kind.MODEL),
        ("型号 X1", Kind.MODEL),
        ("P/N X1", Kind.PART_NUMBER),
        ("(1P) Part No. X1", Kind.PART_NUMBER),
        ("Art.-Nr. X1", Kind.PART_NUMBER),
        ("REF X1", Kind.PART_NUMBER),
        ("Bestell-Nr. X1", Kind.PART_NUMBER),
        ("品番 X1", Kind.PART_NUMBER),
        ("REV: X1", Kind.REVISION),
        ("FW X1", Kind.REVISION),
        ("MFD: X1", Kind.DATE),
        ("Date Code X1", Kind.DATE),
        ("Baujahr X1", Kind.DATE),
        ("製造年月 X1", Kind.DATE),
        ("LOT X1", Kind.LOT),
        ("Batch No. X1", Kind.LOT),
        ("批号 X1", Kind.LOT),
        ("IMEI: X1", Kind.IMEI),
        ("IMEI 1: X1", Kind.IMEI),
        ("ICCID X1", Kind.ICCID),
        ("MAC: X1", Kind.MAC),
        ("WLAN MAC: X1", Kind.MAC),
        ("MAC Address X1", Kind.MAC),
        ("FCC ID: X1", Kind.REGULATORY),
        ("CMIIT ID: X1", Kind.REGULATORY),
        ("ASSET TAG # X1", Kind.ASSET_TAG),
        ("Property of X1", Kind.ASSET_TAG),
        ("EAN X1", Kind.GTIN),
        ("VIN: X1", Kind.VIN),
        ("Password: X1", Kind.SECRET),
        ("Wi-Fi Key: X1", Kind.SECRET),
        ("WPA2 Key: X1", Kind.SECRET),
        ("PIN: X1", Kind.SECRET),
        ("PUK X1", Kind.SECRET),
        ("SSID: X1", Kind.SECRET),
        ("WLAN-Netzwerkschlüssel: X1", Kind.SECRET),
        ("Passwort X1", Kind.SECRET),
        ("Product key: X1", Kind.SECRET),
    ],
)
def test_other_words_name_other_kinds(text, kind):
    assert first(text) == (kind, "X1")


@pytest.mark.parametrize(
    "text", ["SN123456789ABC", "SNAKE", "Typewriter 5", "600 rev/kWh", "IEC62053-21", "PNEUMATIC"]
)
def test_letters_that_go_on_are_part_of_a_value(text):
    assert labels_in(text) == ()


@pytest.mark.parametrize(
    "text", ["No. 123456", "NO: 123456", "No.123456", "№ 123456", "Nr. 123456"]
)
def test_a_bare_number_sign_is_a_weak_serial_label(text):
    (found,) = labels_in(text)
    assert (found.kind, found.weak) == (Kind.SERIAL, True)


@pytest.mark.parametrize("text", ["Permit No. 123456", "Gate No. 12", "Apartment No. 7"])
def test_a_number_sign_behind_another_word_is_no_serial_label(text):
    assert not any(found.kind is Kind.SERIAL for found in labels_in(text))


def test_several_labels_on_one_line_divide_it():
    text = "Model: X100 S/N AB123 REV B"
    kinds = [(found.kind, found.words) for found in labels_in(text)]
    assert kinds == [(Kind.MODEL, "Model"), (Kind.SERIAL, "S/N"), (Kind.REVISION, "REV")]
