"""The words a Thai vehicle registration book is filled in with. Pure data.

Where labels and values stand on its pages is in ``ocr_docs.book.layout``. Keys are
spelt as callers of the AIGEN service know them, slips included (``ownership_adress``,
``date_of_posession``). Sources: the forms of the Department of Land Transport,
ISO 3166-2:TH (province numbers), the Motor Vehicle Act (classes).
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _entries(text: str) -> tuple[str, ...]:
    """Entries between commas and line ends."""
    return tuple(entry for line in text.split("\n") for entry in line.split(",") if entry)


UPPER_KEYS = _words("""
registration_date registration_number_car province type type_code characteristic brand_car model
year_model color car_number car_number_position brand_engine engine_number engine_number_position
type_fuel gas_number number_of_piston engine_size horsepower characteristic_drive weight_car
weight_load weight_all number_of_seat
""")

LOWER_KEYS = _words("""
ownership_sequence date_of_posession ownership ownership_number_of_card ownership_birthday_date
ownership_nationality ownership_adress possessor possessor_number_of_card possessor_birthday_date
possessor_nationality possessor_adress possessor_phone hire_purchase_number hire_purchase_date
""")

KEYS = (*UPPER_KEYS, *LOWER_KEYS, "book_number")
"""Every field, in the order of the book."""

PROVINCES = {
    int(entry.split()[0]): entry.split()[1]
    for entry in _entries("""
10 กรุงเทพมหานคร,11 สมุทรปราการ,12 นนทบุรี,13 ปทุมธานี,14 พระนครศรีอยุธยา,15 อ่างทอง,16 ลพบุรี
17 สิงห์บุรี,18 ชัยนาท,19 สระบุรี,20 ชลบุรี,21 ระยอง,22 จันทบุรี,23 ตราด,24 ฉะเชิงเทรา,25 ปราจีนบุรี
26 นครนายก,27 สระแก้ว,30 นครราชสีมา,31 บุรีรัมย์,32 สุรินทร์,33 ศรีสะเกษ,34 อุบลราชธานี,35 ยโสธร
36 ชัยภูมิ,37 อำนาจเจริญ,38 บึงกาฬ,39 หนองบัวลำภู,40 ขอนแก่น,41 อุดรธานี,42 เลย,43 หนองคาย
44 มหาสารคาม,45 ร้อยเอ็ด,46 กาฬสินธุ์,47 สกลนคร,48 นครพนม,49 มุกดาหาร,50 เชียงใหม่,51 ลำพูน
52 ลำปาง,53 อุตรดิตถ์,54 แพร่,55 น่าน,56 พะเยา,57 เชียงราย,58 แม่ฮ่องสอน,60 นครสวรรค์,61 อุทัยธานี
62 กำแพงเพชร,63 ตาก,64 สุโขทัย,65 พิษณุโลก,66 พิจิตร,67 เพชรบูรณ์,70 ราชบุรี,71 กาญจนบุรี
72 สุพรรณบุรี,73 นครปฐม,74 สมุทรสาคร,75 สมุทรสงคราม,76 เพชรบุรี,77 ประจวบคีรีขันธ์
80 นครศรีธรรมราช,81 กระบี่,82 พังงา,83 ภูเก็ต,84 สุราษฎร์ธานี,85 ระนอง,86 ชุมพร,90 สงขลา,91 สตูล
92 ตรัง,93 พัทลุง,94 ปัตตานี,95 ยะลา,96 นราธิวาส,99 เบตง
""")
}
"""The 77 provinces, and the district of Betong, which has plates of its own (99)."""

PLATE_LETTERS = "กขคฆงจฉชซฌญฎฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
"""The consonants that stand on plates: neither the obsolete ฃ and ฅ nor ฏ, which looks like ฎ.

None of the four published sets of plates' letters that were compared has them."""

MONTHS = _words(
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
)
SHORT_MONTHS = _words("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.")

CLASSES = _entries("""
รถยนต์นั่งส่วนบุคคลไม่เกิน 7 คน
รถยนต์นั่งส่วนบุคคลเกิน 7 คน
รถยนต์บรรทุกส่วนบุคคล
รถยนต์สามล้อส่วนบุคคล
รถยนต์รับจ้างระหว่างจังหวัด
รถยนต์รับจ้างบรรทุกคนโดยสารไม่เกิน 7 คน
รถยนต์สี่ล้อเล็กรับจ้าง
รถยนต์รับจ้างสามล้อ
รถยนต์บริการธุรกิจ
รถยนต์บริการทัศนาจร
รถยนต์บริการให้เช่า
รถจักรยานยนต์
รถแทรกเตอร์
รถบดถนน
รถใช้งานเกษตรกรรม
รถพ่วง
รถจักรยานยนต์สาธารณะ
""")
"""Classes รย. 1 to 17: the first is CLASSES[0]."""

COLOURS = _words("ขาว ดำ เทา แดง น้ำเงิน ฟ้า เขียว เหลือง ส้ม น้ำตาล ม่วง ชมพู บรอนซ์ เงิน ครีม ทอง")
"""A book may name two or three of them: "ขาว ดำ"."""

FUELS = _entries("""
เบนซิน,ดีเซล,ไฟฟ้า,เบนซิน-ไฟฟ้า,ดีเซล-ไฟฟ้า,แก๊ส LPG,แก๊ส CNG,แก๊ส NGV,LPG,CNG,NGV,แก๊ส+เบนซิน
แก๊ส+ดีเซล,เบนซิน/LPG,เบนซิน/CNG,เบนซิน/NGV,LPG/เบนซิน,CNG/เบนซิน,CNG/ดีเซล,NGV/ดีเซล,CNG สลับเบนซิน
LPG สลับเบนซิน,NGV สลับเบนซิน,เบนซินและLPG,เบนซินและCNG,เบนซิน-LPG,เบนซิน-CNG
""")

CHARACTERISTICS = _entries("""
เก๋งสองตอน,เก๋งตอนเดียว,เก๋งสามตอน,เก๋งสองตอนแวน,นั่งสองตอน,นั่งสามตอน,นั่งสองตอนแวน,นั่งสามตอนแวน
นั่งสองตอนท้ายบรรทุก,นั่งตอนเดียวท้ายบรรทุก,กระบะบรรทุก,กระบะบรรทุก(มีหลังคา),กระบะบรรทุก(ไม่มีหลังคา)
กระบะบรรทุกเสริมกระบะข้าง,กระบะบรรทุกพื้นเรียบ,กระบะบรรทุกยกเท,ตู้นั่งสองตอน,ตู้นั่งสามตอน,ตู้นั่งสี่ตอน
ตู้บรรทุก,ตู้บรรทุกทึบ,ตู้โดยสาร,ประทุนสองตอน,ประทุนตอนเดียว,รถจักรยานยนต์,จักรยานยนต์,จักรยานยนต์มีพ่วงข้าง
สามล้อ,รถแทรกเตอร์,รถพ่วง,บรรทุกของเหลว
""")
"""Body styles seen. An open list: others are read as they are printed."""

POSITIONS = _entries("""
หลังขวา,หลังซ้าย,หน้าขวา,หน้าซ้าย,กลางขวา,กลางซ้าย,ใต้ที่นั่ง,ใต้ที่นั่งขวา,ใต้ที่นั่งซ้าย,ใต้เบาะหน้าขวา
ใต้เบาะหน้าซ้าย,คอรถ,คอรถขวา,คอรถซ้าย,ใต้คอรถ,โครงรถขวา,โครงรถซ้าย,ข้างขวา,ข้างซ้าย,ขวาคอรถ,ซ้ายคอรถ
ขวาเครื่อง,ซ้ายเครื่อง,หน้าเครื่อง,หลังเครื่อง,บนเครื่อง,ใต้เครื่อง,ขวาล่างเครื่อง,ซ้ายล่างเครื่อง,ห้องเครื่อง
ผนังห้องเครื่อง,พื้นรถหน้าขวา,พื้นรถขวา,แชสซีขวา,แชสซีซ้าย,หน้าหม้อ,เสื้อสูบขวา,เสื้อสูบซ้าย,ท้ายรถ
""")
"""Where a chassis or engine number is stamped. An open list."""

TITLES = _entries("""
นาย,นาง,นางสาว,น.ส.,ด.ช.,ด.ญ.,เด็กชาย,เด็กหญิง,บริษัท,บจก.,บมจ.,ห้างหุ้นส่วนจำกัด,ห้างหุ้นส่วนสามัญ,หจก.
ธนาคาร,สหกรณ์,มูลนิธิ,สมาคม,วัด,พระ,ว่าที่ร้อยตรี,ร.ต.,ร.ท.,ร.อ.,พ.ต.,พ.ท.,พ.อ.,ส.ต.,ส.ท.,ส.อ.,จ.ส.อ.
ด.ต.,ร.ต.อ.,พ.ต.ท.,พ.ต.อ.,ดร.,ผศ.,รศ.,นพ.,พญ.,ม.ร.ว.,ม.ล.
""")
COMPANY_ENDINGS = ("จำกัด", "จำกัด (มหาชน)")

NATIONALITIES = _words(
    "ไทย จีน ลาว พม่า เมียนมา กัมพูชา เวียดนาม ญี่ปุ่น เกาหลี เกาหลีใต้ อินเดีย อังกฤษ อเมริกัน เยอรมัน "
    "ฝรั่งเศส อิตาลี รัสเซีย ออสเตรเลีย สวีเดน นอร์เวย์ เดนมาร์ก ฟินแลนด์ สวิส ดัตช์ เบลเยียม มาเลเซีย "
    "สิงคโปร์ ฟิลิปปินส์ อินโดนีเซีย ไต้หวัน"
)

BRANDS = _entries("""
TOYOTA,HONDA,ISUZU,MITSUBISHI,NISSAN,MAZDA,FORD,CHEVROLET,SUZUKI,SUBARU,HYUNDAI,KIA,MG,BMW,AUDI,VOLVO
MERCEDES-BENZ,MERCEDES BENZ,BENZ,LEXUS,PORSCHE,MINI,PEUGEOT,CITROEN,RENAULT,VOLKSWAGEN,JAGUAR,JEEP
LAND ROVER,RANGE ROVER,LOTUS,FERRARI,LAMBORGHINI,MASERATI,BENTLEY,ROLLS ROYCE,ASTON MARTIN
ALFA ROMEO,FIAT,OPEL,HOLDEN,SAAB,SKODA,SEAT,DAEWOO,SSANGYONG,DAIHATSU,PROTON,TATA,THAIRUNG,CHERY
CHRYSLER,DFSK,BYD,GWM,HAVAL,ORA,NETA,WULING,FOTON,MAXUS,AION,DEEPAL,CHANGAN,ZEEKR,XPENG,GEELY,OMODA,TESLA,POLESTAR
HINO,FUSO,UD,SCANIA,MAN,KUBOTA,YANMAR,JOHN DEERE,YAMAHA,KAWASAKI,VESPA,PIAGGIO,LAMBRETTA,APRILIA
DUCATI,TRIUMPH,HARLEY-DAVIDSON,HARLEY DAVIDSON,ROYAL ENFIELD,KTM,HUSQVARNA,BENELLI,GPX,STALLION
RYUKA,KEEWAY,SYM,LIFAN,ZONTES,CFMOTO,PLATINUM,TIGER,JRD,BAJAJ,MOTO GUZZI,MV AGUSTA,DECO,STROM
LION,CUMMINS
""")
"""Makes of vehicles and engines, as books spell them."""
