"""Where labels and values are printed on the two pages of a registration book. Pure data.

Places are fractions of the page's own width and height. The upper page (title
รายการจดทะเบียน) was measured on a flattened page of 2082 x 906 pixels, the lower one
(title เจ้าของรถ) on the lower half of a spread: its zones are approximate, and its labels'
places are set from the row pitch. Printings differ by a few per cent.
"""

from __future__ import annotations

from typing import NamedTuple

from core.geometry import Box


class Label(NamedTuple):
    """A printed label. ``name`` is the key of the value it introduces, or what it is."""

    name: str
    text: str
    box: Box


_UPPER_LABELS = """
title|รายการจดทะเบียน|.423 .004 .610 .085
book_number|เลขที่ รย.|.735 .012 .815 .077
registration_date|วันจดทะเบียน|.010 .172 .132 .236
registration_number_car|เลขทะเบียน|.355 .178 .462 .242
province|จังหวัด|.683 .169 .741 .243
type|ประเภท|.015 .263 .079 .319
type_code|(รย.|.439 .254 .478 .322
type_code_end|)|.547 .254 .555 .322
characteristic|ลักษณะ|.578 .254 .641 .322
brand_car|ยี่ห้อรถ|.009 .338 .070 .408
model|แบบ|.392 .358 .432 .397
year_model|รุ่นปี ค.ศ.|.773 .342 .852 .414
color|สี|.009 .421 .026 .490
car_number|เลขตัวรถ|.298 .421 .378 .490
car_number_position|อยู่ที่|.775 .416 .810 .498
brand_engine|ยี่ห้อเครื่องยนต์|.009 .497 .140 .568
engine_number|เลขเครื่องยนต์|.508 .500 .631 .577
engine_number_position|อยู่ที่|.013 .581 .049 .677
type_fuel|เชื้อเพลิง|.299 .578 .375 .655
gas_number|เลขถังแก๊ส|.602 .587 .692 .658
number_of_piston|จำนวน|.005 .720 .070 .785
number_of_piston_unit|สูบ|.177 .731 .204 .781
engine_size_unit|ซีซี|.334 .716 .354 .780
horsepower_unit|แรงม้า|.460 .713 .509 .783
weight_car|น้ำหนักรถ|.007 .786 .096 .855
weight_car_unit|กก.|.303 .780 .335 .860
weight_load|น้ำหนักบรรทุก/น้ำหนักลงเพลา|.394 .781 .652 .862
weight_load_unit|กก.|.899 .808 .925 .859
weight_all|น้ำหนักรวม|.007 .866 .108 .939
weight_all_unit|กก.|.302 .871 .332 .936
number_of_seat|ที่นั่ง|.397 .872 .434 .937
number_of_seat_unit|คน|.581 .881 .602 .926
"""

_LOWER_LABELS = """
title|เจ้าของรถ|.435 .060 .565 .125
ownership_sequence|ลำดับที่|.250 .138 .320 .184
date_of_posession|วันที่ครอบครอง|.470 .138 .600 .184
ownership|ผู้ถือกรรมสิทธิ์|.030 .185 .165 .240
ownership_number_of_card|เลขที่บัตร|.030 .255 .125 .300
ownership_birthday_date|วันเกิด|.415 .255 .480 .300
ownership_nationality|สัญชาติ|.685 .255 .750 .300
ownership_adress|ที่อยู่|.030 .315 .085 .365
possessor|ผู้ครอบครอง|.030 .405 .150 .460
possessor_number_of_card|เลขที่บัตร|.030 .475 .125 .520
possessor_birthday_date|วันเกิด|.415 .475 .480 .520
possessor_nationality|สัญชาติ|.685 .475 .750 .520
possessor_adress|ที่อยู่|.030 .535 .085 .585
possessor_phone|โทร.|.748 .555 .785 .600
hire_purchase_number|สัญญาเช่าซื้อเลขที่|.030 .630 .190 .680
hire_purchase_date|ลงวันที่|.550 .630 .612 .680
signature_owner|ลงชื่อ|.060 .720 .115 .765
signature_owner_end|ผู้ถือกรรมสิทธิ์|.400 .720 .535 .765
signature_officer|ลงชื่อ|.060 .800 .115 .845
signature_officer_end|เจ้าหน้าที่|.400 .800 .490 .845
signature_registrar|ลงชื่อ|.060 .880 .115 .925
signature_registrar_end|นายทะเบียน|.400 .880 .500 .925
"""

_UPPER_ZONES = """
book_number .825 .012 .975 .077
registration_date .142 .174 .345 .241
registration_number_car .472 .175 .668 .237
province .751 .171 .989 .238
type .087 .253 .429 .323
type_code .488 .252 .543 .326
characteristic .652 .252 .953 .327
brand_car .078 .332 .348 .407
model .440 .341 .739 .406
year_model .861 .333 .988 .406
color .031 .417 .296 .490
car_number .383 .419 .736 .492
car_number_position .818 .419 .988 .493
brand_engine .149 .503 .468 .571
engine_number .638 .502 .959 .575
engine_number_position .057 .583 .293 .661
type_fuel .380 .577 .593 .660
gas_number .699 .587 .979 .660
number_of_piston .090 .710 .163 .776
engine_size .224 .710 .311 .777
horsepower .372 .706 .444 .777
characteristic_drive .552 .689 .983 .781
weight_car .171 .789 .291 .858
weight_load .680 .791 .880 .863
weight_all .170 .872 .291 .938
number_of_seat .466 .866 .560 .940
"""

_LOWER_ZONES = """
ownership_sequence .330 .138 .400 .184
date_of_posession .610 .138 .860 .184
ownership .190 .190 .700 .240
ownership_number_of_card .190 .260 .380 .300
ownership_birthday_date .490 .260 .660 .300
ownership_nationality .760 .260 .950 .300
ownership_adress .190 .320 .950 .380
possessor .190 .410 .700 .460
possessor_number_of_card .190 .480 .380 .520
possessor_birthday_date .490 .480 .660 .520
possessor_nationality .760 .480 .950 .520
possessor_adress .190 .540 .740 .600
possessor_phone .790 .560 .950 .600
hire_purchase_number .200 .630 .540 .680
hire_purchase_date .620 .630 .950 .680
"""


class Page(NamedTuple):
    """One kind of page. ``size`` is its width and height in pixels at the measured scale."""

    name: str
    size: tuple[int, int]
    labels: tuple[Label, ...]
    zones: dict[str, Box]


def _box(numbers: str) -> Box:
    left, top, right, bottom = (float(number) for number in numbers.split())
    return Box(left, top, right, bottom)


def _labels(table: str) -> tuple[Label, ...]:
    rows = (row.split("|") for row in table.strip().splitlines())
    return tuple(Label(name, text, _box(numbers)) for name, text, numbers in rows)


def _zones(table: str) -> dict[str, Box]:
    rows = (row.split(" ", 1) for row in table.strip().splitlines())
    return {key: _box(numbers) for key, numbers in rows}


UPPER = Page("upper", (2082, 906), _labels(_UPPER_LABELS), _zones(_UPPER_ZONES))
LOWER = Page("lower", (2082, 1155), _labels(_LOWER_LABELS), _zones(_LOWER_ZONES))
"""The lower page is half of a spread of 1429 x 1585 pixels, at the upper page's width."""
