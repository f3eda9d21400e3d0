"""People, companies and addresses put together from syllables. Nobody is meant. Pure."""

from __future__ import annotations

from numpy.random import Generator

from ocr_docs.specimens.chance import chance, digits, pick, weighted, words

_FIRST = words(
    "กมล กาญ กิต ขวัญ ขจร คณิ จัน จิ จุฑา ฉัตร ชล ชัย ชุติ ฐิติ ณัฐ ณิช ดวง ดา ถนอม ทัศ ทิพย์ "
    "ธน ธี นภ นิ นุ บุญ เบญ ปรี ปิย พงษ์ พร พิม เพ็ญ ไพ ฟ้า ภัทร ภู มณี มนัส มาลี ยุพ เยาว รัตน์ "
    "รุ่ง ฤทธิ์ ลัก วรา วัน วิ ศักดิ์ ศิริ ศุภ สม สิทธิ์ สุ เสาว หทัย อนุ อภิ อรุณ อัม อุ เอื้อ ญาณ"
)
_LAST = words(
    "กร ชัย ชนก ชิต ดา เดช ทิพย์ ธร นันท์ นาถ นุช บูรณ์ ประภา พงศ์ พจน์ พร พันธุ์ ภรณ์ ภา มาศ ยา "
    "รัตน์ รินทร์ เรือง ลักษณ์ วดี วัฒน์ วิทย์ ศรี สิน สุดา หญิง อร เอก วุฒิ ณี ฤดี กุล ศิลป์ ทอง"
)
_FAMILY = words(
    "กล้า กาญจน์ แก้ว เกตุ ขัน คง คำ ฆ้อง เงิน จันทร์ เจริญ ใจ ชื่น ชู เชื้อ ซื่อ ดี ดำรง ตั้ง ติ่ง "
    "ถิ่น ทอง เทียน ธรรม นิล น้อย น้ำ บัว บุญ ปั้น ป้อม ผล ผ่อง พฤกษ์ พุ่ม เพชร โพธิ์ ไพบูลย์ ฟูม "
    "ภักดี ม่วง มั่น ยิ้ม ยั่ง รักษ์ รุ่ง เรือง ฤกษ์ ลี้ เลิศ วงศ์ วัฒน์ ศรี ศิลา สระ สาย สุข เสน ใหม่ "
    "หงษ์ หาญ เหลือ อยู่ อินทร์ อุ่น เอี่ยม ปัญญา ประเสริฐ พิทักษ์ สกุล กิจ เวช ษา ณรงค์ ปรีดา ตันติ์"
)
_PLACE = words(
    "กระทุ่ม กลาง แก้ว เขียว โคก ค้อ จอก แจ้ง ชุม ซับ ดอน แดง ตะเคียน ตาล ทราย ทับ น้ำ นา บัว บึง ปรือ "
    "เป็ด ไผ่ พลับ โพธิ์ ใหญ่ มะขาม ม่วง ยาง ระกำ ราง ลาด เลา วัง สวน สระ สูง เสือ หญ้า หว้า อ้อ อิฐ"
)
_BEFORE_PLACE = ("บาง", "หนอง", "บ้าน", "ท่า", "คลอง", "ห้วย", "วัง", "ดอน", "โคก", "ทุ่ง", "")
_TRADES = words(
    "ลีสซิ่ง แคปปิตอล ขนส่ง โลจิสติกส์ การโยธา เทรดดิ้ง ออโต้เซลส์ พัฒนาการ อุตสาหกรรม คอนกรีต "
    "เช่าซื้อ ทรานสปอร์ต วิศวกรรม การเกษตร เฟอร์นิเจอร์ รุ่งเรือง"
)
_LENDERS = ("ลีสซิ่ง", "แคปปิตอล", "เช่าซื้อ", "ลีส", "ออโต้ลีส", "ไฟแนนซ์")
_TITLES = {"นาย": 5.0, "นาง": 2.5, "นางสาว": 3.5, "น.ส.": 1.0, "ด.ช.": 0.1, "ด.ญ.": 0.1}
_RANKS = {"ว่าที่ ร.ต.": 1.0, "พ.ต.อ.": 1.0, "จ.ส.อ.": 1.0, "ดร.": 1.0}


def person(rng: Generator) -> str:
    """A title, a first name and a family name, as a book prints them."""
    title = weighted(rng, _TITLES) if chance(rng, 0.97) else weighted(rng, _RANKS)
    first = pick(rng, _FIRST) + pick(rng, _LAST)
    family = "".join(pick(rng, _FAMILY) for _ in range(int(rng.integers(2, 4))))
    # Some offices print the title against the name, most leave a blank or none at all.
    gap = weighted(rng, {"": 3.0, " ": 2.0})
    return f"{title}{gap}{first} {family}"


def company(rng: Generator, *, lender: bool = False) -> str:
    """A company or partnership; a ``lender`` sells on hire purchase."""
    name = pick(rng, _FIRST) + pick(rng, _FAMILY)
    trade = pick(rng, _LENDERS if lender else _TRADES)
    public = " (มหาชน)" if chance(rng, 0.4 if lender else 0.1) else ""
    if lender or chance(rng, 0.6):
        return f"บริษัท {name}{trade} จำกัด{public}"
    return weighted(
        rng,
        {
            f"ห้างหุ้นส่วนจำกัด {name}{trade}": 2.0,
            f"หจก. {name}{trade}": 1.0,
            f"บจก. {name}{trade}": 1.0,
        },
    )


def address(rng: Generator, province: str) -> str:
    """House, village or street, sub-district, district, province: in a book's abbreviations."""
    city = province == "กรุงเทพมหานคร"
    parts = [_house(rng)]
    if not city and chance(rng, 0.75):
        parts.append(f"{weighted(rng, {'หมู่ที่': 2.0, 'หมู่': 2.0, 'ม.': 2.0})} {rng.integers(1, 19)}")
    if city or chance(rng, 0.3):
        parts.append(_street(rng))
    parts += _districts(rng, province, city=city)
    if chance(rng, 0.35):
        parts.append(f"{rng.integers(10, 97)}{digits(rng, 2)}0")
    return " ".join(parts)


def _house(rng: Generator) -> str:
    house = str(rng.integers(1, 1200))
    return f"{house}/{rng.integers(1, 400)}" if chance(rng, 0.55) else house


def _street(rng: Generator) -> str:
    road = "".join(pick(rng, _FAMILY) for _ in range(2))
    kind = weighted(rng, {"ถ.": 3.0, "ถนน": 1.0, "ซ.": 2.0, "ซอย": 1.0})
    lane = f" {rng.integers(1, 120)}" if kind.startswith("ซ") and chance(rng, 0.7) else ""
    return f"{kind}{road}{lane}"


def _districts(rng: Generator, province: str, *, city: bool) -> list[str]:
    lower, upper = _place(rng), _place(rng)
    if city:
        return [f"แขวง{lower}", f"เขต{upper}", province]
    if chance(rng, 0.3):
        upper = f"เมือง{province}"
    if chance(rng, 0.3):
        return [f"ตำบล{lower}", f"อำเภอ{upper}", f"จังหวัด{province}"]
    return [f"ต.{lower}", f"อ.{upper}", f"จ.{province}"]


def _place(rng: Generator) -> str:
    return (
        pick(rng, _BEFORE_PLACE)
        + pick(rng, _PLACE)
        + (pick(rng, _PLACE) if chance(rng, 0.3) else "")
    )
