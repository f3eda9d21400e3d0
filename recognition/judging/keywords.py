"""The words that name numbers on labels, by kind and language. Data for ``labels``.

Blanks stand for any run of blanks, dots, hyphens and the like, or none: readers
drop them. Accents and case do not matter.
"""

from __future__ import annotations

from recognition.evidence import Kind

SERIAL = """
S/N|SN|S N|Ser No|Ser Nr|Serial|Serial No|Serial Num|Serial Nbr|Serial Nr|Serial Number|Serial ID
SER#|SERNO|Ser|Service Tag|Service Tag (ST)|Unit No|Unit Serial|Machine No|Mach No|Mfg No
Meter No|Meter Number|Device No|Device Serial|Engine No|Motor No|Body No|Chassis No|Frame No
Apparatus No|Instrument No|Prod No|Production No|Fab No|Fabrication No
Seriennummer|Serien Nr|Serie Nr|S Nr|SNr|Ser Nr|Fabriknummer|Fabrik Nr|Fabr Nr|F Nr|Fab Nr
Masch Nr|Maschinennummer|Maschinen Nr|Geräte Nr|Gerätenummer|Fertigungsnr|Fertigungsnummer
Zählernummer|Zähler Nr|Herstellnummer|Herst Nr|Fahrgestellnummer
Numéro de série|N de série|N° de série|Nº de série|No de série|N série|No série|N sér|Nº sér
No sér|Num série|Matricule|N° fabrication|N° de fabrication
Número de serie|N de serie|Nº de serie|Nº serie|N serie|No de serie|Núm de serie|Núm serie
Núm de fabricación|Número de fabricación|N fabricación
Número de série|Nº de série|Nº série|Núm série
Numero di serie|N di serie|Nr di serie|Matricola|N matr|Matr|Nr di fabbrica|N di fabbrica
Serienummer|Serienr|Fabrieksnr|Fabrieksnummer|Tillverkningsnr|Tillverkningsnummer
Fabrikasjonsnr|Fabrikationsnr|Produksjonsnr
Sarjanumero|Sarjanro|Valm nro|Valmistusnumero
Numer seryjny|Nr seryjny|Nr ser|Nr fabr|Nr fabryczny|Numer fabryczny
Výrobní číslo|Výr č|Sériové číslo|Výrobné číslo|Sér č
Sorozatszám|Gyártási szám|Gyári szám
Număr de serie|Serie|Nr serie|Nr de serie
Serijski broj|Ser br|Tvornički broj|Fabrički broj|Serijska številka
Seri No|Seri Numarası|Şasi No|Sicil No
Серийный номер|Сер №|Сер номер|Зав №|Заводской номер|Заводской №|Серійний номер|Заводський номер
Сериен номер|Фабр №|Фабричен номер
Σειριακός αριθμός|Αρ σειράς|Αριθμός σειράς
الرقم التسلسلي|رقم تسلسلي|الرقم المتسلسل|מספר סידורי|מס' סידורי|شماره سریال
序列号|序號|序列號|产品序列号|產品序號|出厂编号|出廠編號|机号|機號|机身号|整机编号|表号
シリアル番号|シリアルNo|シリアルナンバー|製造番号|製番|機番|製造No|機械番号
일련번호|시리얼 번호|시리얼 넘버|제조번호|기기번호
หมายเลขเครื่อง|หมายเลขซีเรียล|หมายเลขผลิตภัณฑ์|Số sê ri|Số máy|Số chế tạo|Số seri
Nomor seri|No Seri|क्रम संख्या|सीरियल नंबर|क्रमांक
"""

WEAK_SERIAL = """
No|Nr|Nº|N°|№|Nro|Núm|Num|Number|Product ID|Prod ID|ID|Device ID|Unit ID|编号|編號|番号|번호
"""
"""Words that name a serial number on a nameplate, and anything at all elsewhere."""

KINDS: dict[Kind, str] = {
    Kind.MODEL: """
Model|Model No|Model Number|Model Name|Model ID|Mod|Mod No|Mdl|M/N|Type|Type No|Typ|Typ Nr|Modell
Modèle|Modelo|Modello|Malli|Тип|Модель|Μοντέλο|型号|型號|型式|機種|品名|モデル|形名|모델|모델명|รุ่น
Product Name|Reg Model|Regulatory Model|Regulatory Type|Machine Type|MTM|Mach Type
""",
    Kind.PART_NUMBER: """
P/N|PN|Part No|Part Number|Part Nr|Part|Parts No|Art Nr|Art No|Article|Article No|Artikel Nr
Artikelnummer|Ref|Ref No|Réf|Référence|Reference|SKU|Item|Item No|Item Number|Cat No|Cat
Catalog No|Catalogue No|Bestell Nr|Best Nr|Teile Nr|Sach Nr|Material No|Mat Nr|Mat No|品番|料号
部品番号|MLFB|Order Code|Order No|Ord No|Product No|Product Number|Product Code|Prod Code|Prod
FRU|FRU P/N|Option Part|Spare Part|MPN|Customer P/N|Cust P/N|Stock No|Cód|Código|Code No
Commercial Code|Spec No|Drawing No|Dwg No|Zeichnungs Nr|HP P/N|Assembly No|Assy No|Assy|ProdID
""",
    Kind.REVISION: """
Rev|Revision|Rev No|HW|H/W|HW Rev|HW Ver|Hardware|FW|F/W|FW Ver|Firmware|SW|S/W|Software|Ver
Version|Index|EC Level|EC No|Issue
""",
    Kind.DATE: """
MFG|MFD|MFG Date|Mfg Dt|MFD Date|DOM|Date|Date Code|Date of Manufacture|D/C|DC|Manufactured
Manufacture Date|Manufacturing Date|Production Date|Prod Date|Baujahr|Bj|Datum|Data|Fecha|Année
Year|Yr|製造年月|製造年月日|製造年|生产日期|出厂日期|生產日期|EXP|Exp Date|Expiry|Best Before|Use By
Дата|Год|Дата выпуска|Purchase Date|Installed|Jahr|Built
""",
    Kind.LOT: """
LOT|Lot No|Lot Nr|Batch|Batch No|Charge|Chargen Nr|Ch B|Partia|批号|批號|ロット|ロット番号|로트
""",
    Kind.IMEI: "IMEI|IMEI1|IMEI2|IMEI 1|IMEI 2|MEID|MEID HEX|MEID DEC|IMEI/MEID|IMEI SV|ESN",
    Kind.ICCID: "ICCID|ICC ID|EID|SIM ID|SIM No|CSN",
    Kind.MAC: """
MAC|MAC ID|MAC Address|MAC Addr|MAC Add|WLAN MAC|LAN MAC|WiFi MAC|Wi-Fi MAC|BT MAC|Ethernet MAC
Wi-Fi Address|Bluetooth Address|BT Addr|ETH|GUID|EUI|EUI64|EUI 64|DevEUI|JoinEUI|AppEUI|WWN|NODE
LAN|WLAN|Ethernet ID|MTA MAC|CM MAC|HFC MAC|RF MAC|UUID|WPS MAC
""",
    Kind.VIN: """
VIN|V.I.N.|Vehicle ID|Vehicle Identification Number|Fahrgestell Nr|FIN|車台番号|车架号
""",
    Kind.CONTAINER: "Container No|Container Number|Container",
    Kind.ASSET_TAG: """
Asset|Asset Tag|Asset No|Asset ID|Asset Number|Property of|Property No|Property Tag|Inventory
Inventory No|Inv Nr|Inv No|Inventar Nr|Inventarnummer|Tag|Tag No|Customer No|Cust No|Account No
""",
    Kind.GTIN: "EAN|EAN13|UPC|UPC A|GTIN|GTIN14|JAN|ISBN|SCC14|SCC 14|SSCC|ITF14",
    Kind.REGULATORY: """
FCC ID|FCC|IC|IC ID|CMIIT ID|KCC|KCC ID|NCC|NCC ID|RRA|MSIP|ANATEL|IFETEL|TRA|SDPPI|Standard|Std
Patent|Patent No|Pat No|Pat|Patents|UL|E-number|File No|License|Licence|License No|Licence No
Cert No|Certificate No|Approval No|Approval|Homologation|R-NZ|ETA|BSMI|NOM|ISED|HVIN|PMN|FVIN
CPR|NB|Notified Body|IEC|EN|ISO|DIN|NF|BS|JIS|Class|Klasse|PTB|MID|Type Approval|HSN|Permit
Contains FCC ID|Contains IC
""",
    Kind.SECRET: """
Password|Passwort|Pass|Passw|Passphrase|Passcode|Mot de passe|Contraseña|Clave|Senha|Kennwort
Wachtwoord|Lösenord|Hasło|Heslo|Пароль|密码|密碼|パスワード|비밀번호|รหัสผ่าน|PIN|PIN Code|PUK|PUK1
PUK2|PIN1|PIN2|WPA|WPA2|WPA3|WPA Key|WPA2 Key|WPA/WPA2|WPA2 PSK|WPA PSK|WEP|WEP Key|PSK
Network Key|Network Password|Security Key|Security Code|SSID|Wi-Fi Key|WiFi Key|Wi-Fi Name
WiFi Name|Wi-Fi Password|WiFi Password|Wireless Key|Wireless Password|WLAN Key|WLAN Schlüssel
WLAN-Netzwerkschlüssel|Netzwerkschlüssel|Netzwerkname|Clé Wi-Fi|Clé de sécurité|Admin|Admin Password
Login|Username|User Name|User|Benutzer|Verification Code|Validation Code|Setup Code|Pairing Code
Activation Code|Access Code|Device Password|Default Password|Product Key|License Key|Key|WPS PIN
Unlock Code|Router Login|Admin PW|PW|PWD|CVV|ネットワークキー|暗号化キー|初期パスワード|HomeKit
Install Code|Recovery Code|Credential
""",
    Kind.RATING: """
Input|Output|Rating|Ratings|Power|Voltage|Volt|Current|Frequency|Freq|Weight|Wt|Net Wt|Gross Wt
Capacity|Qty|Quantity|Tel|Phone|Fax|Hotline|Telephone|Page|Size|Color|Colour|Temp|Pressure|Max
Min|Weight kg|Pieces|Total No of Pieces|Total|Price|Flight No|Zip|ZIP Code|P.O. Box|PO Box|Room|Plan
Building|Suite|Floor|Street|Road|Str
""",
    Kind.OTHER: """
Waybill|Waybill Number|Air Waybill|AWB|Tracking|Tracking No|Tracking Number|Invoice|Invoice No
Order|Order Number|Contract|Contract No|PO|PO No|PO Number|Purchase Order|RMA|RMA No|Case|Case No
Carton|Carton No|Box No|Pallet|Master|Mstr|Delivery|Shipment|Ship To|Reading|Register
Express Service Code|SKU No|Feature Code
""",
}
