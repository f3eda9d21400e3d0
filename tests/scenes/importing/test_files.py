"""What a file says, before anything is written: rows, pictures, and each thing wrong with it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.catalogue_files import NotReadable, archives, sheets
from scenes.catalogue_files.codes import is_ean
from scenes.catalogue_files.columns import NAMES, sample
from scenes.catalogue_files.plans import plan_of
from tests.scenes.importing.building import SOUP, TEA, encrypted, picture, table, zipped


def planned(data):
    return plan_of(io.BytesIO(data))


def problems(data):
    return [(one.row, one.place, one.text) for item in planned(data).items for one in item.problems]


def refusal(data):
    with pytest.raises(NotReadable) as refused:
        planned(data)
    return str(refused.value)


def test_the_sample_reads_without_a_problem_but_for_pictures_that_are_not_there():
    items = planned(sample()).items
    assert [item.product.cid for item in items] == ["T-25", "T-50"]
    assert {one.place for item in items for one in item.problems} == {"pictures"}
    assert items[0].product.values["countries"] == ["TH", "LA"]
    assert sample().startswith(b"\xef\xbb\xbf")
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_of_any_country_write_it(encoding, delimiter):
    row = ("T-1", TEA, "ชาดำ; 25, ซอง")
    (item,) = planned(table(row, encoding=encoding, delimiter=delimiter)).items
    assert item.product.values == {"cid": "T-1", "ean13": TEA, "name": "ชาดำ; 25, ซอง"}


def test_names_of_columns_are_taken_in_any_case_and_order():
    (item,) = planned(table(("Tea", "T-1"), columns=(" Name ", "CID"))).items
    assert item.product.values == {"name": "Tea", "cid": "T-1"}


def test_rows_count_as_in_a_spreadsheet_also_over_blank_ones():
    data = b'cid,name\nA,a\n\n,,\nB,"two\nlines"\nC,c\n'
    assert [item.product.row for item in planned(data).items] == [2, 5, 6]


@pytest.mark.parametrize(
    ("cells", "place", "said"),
    [
        ({"ean13": "4006381333932"}, "ean13", "its check digit is wrong"),
        ({"ean13": "4,00638E+12"}, "ean13", "was rounded by a spreadsheet"),
        ({"ean13": "40063"}, "ean13", "is no EAN-13"),
        ({"name": "x" * 256}, "name", "Longer than 255 characters"),
        ({"size_x_mm": "wide"}, "size_x_mm", "“wide” is no number of millimetres"),
        ({"size_y_mm": "nan"}, "size_y_mm", "is no number"),
        ({"size_z_mm": "-3"}, "size_z_mm", "is no number"),
        ({"countries": "TH;Laos"}, "countries", "“LAOS” is no code of two letters"),
        ({"cid": ""}, "cid", "needs a cid or an ean13"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(cells, place, said):
    cells = {"cid": "T-1", "name": "Tea", **cells}
    (item,) = planned(table(tuple(cells.values()), columns=tuple(cells))).items
    assert item.is_bad
    (problem,) = item.problems
    assert (problem.row, problem.place) == (2, place)
    assert said in problem.text


def test_all_that_is_wrong_with_a_row_is_told_at_once():
    columns = ("ean13", "size_x_mm", "countries")
    assert len(problems(table(("1", "x", "y"), columns=columns))) == 3


def test_a_row_with_more_cells_than_names_is_not_guessed_at():
    assert "more cells" in problems(b"cid,name\nT-1,Tea, black\n")[0][2]


@pytest.mark.parametrize("column", [0, 1])
def test_the_second_row_of_a_product_is_told_where_the_first_is(column):
    rows = [["A", TEA, "a"], ["B", SOUP, "b"]]
    rows[1][column] = rows[0][column]
    ((row, place, text),) = problems(table(*rows))
    assert (row, place) == (3, ("cid", "ean13")[column])
    assert "Row 2 has" in text


def test_a_column_that_means_nothing_is_told():
    items = planned(table(("T-1", "blue"), columns=("cid", "colour"))).items
    assert [(one.row, one.place) for one in items[0].problems] == [(1, "colour")]
    assert items[1].product.cid == "T-1"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"cid,name\n", "no row below"),
        (b"name,colour\nTea,blue\n", "must name the columns, cid or ean13"),
        (b"cid,name,name\nA,b,c\n", "the column name twice"),
        ("cid,name\nA,Tee für zwei\n".encode("cp1252"), "no CSV in UTF-8"),
        ("cid,name\nA,ชา\n".encode("cp874"), "no CSV in UTF-8"),
        (b"cid,name\nA,\0\n", "is no CSV"),
        (b'cid,name\nA,"never closed\nB,c\n', "cannot be read at row 2"),
        (b"\xff\xfea", "no CSV in UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3", "no CSV in UTF-8"),
        (b"PK\x03\x04 and then nothing", "no ZIP, or only a part"),
        (zipped({"a.jpg": b"x" * 5000})[:-30], "no ZIP, or only a part"),
        (zipped({}), "is empty"),
        (zipped({"[Content_Types].xml": b"x", "xl/a.xml": b"x"}), "a spreadsheet's own format"),
        (zipped({"a/": b"", "__MACOSX/._a.jpg": b"x", ".DS_Store": b"x"}), "is empty"),
        (encrypted(zipped({"a.jpg": b"x"})), "protected with a password"),
        (zipped({"a.csv": b"cid\nA\n", "b.csv": b"cid\nB\n"}), "holds 2 CSVs (a.csv, b.csv)"),
        (zipped({"a.csv": b"cid\n"}), "no row below"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(data, said):
    assert said in refusal(data)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    data = table(*[(str(n), "", "n") for n in range(3)])
    assert refusal(data) == "The CSV has more than 2 rows. Send it in parts."


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MAX_FILES", 2)
    assert "more than 2 files" in refusal(zipped({f"{n}.jpg": b"" for n in range(3)}))


def test_a_huge_list_of_files_is_refused_before_it_is_read(monkeypatch):
    data = zipped({f"{n}.jpg": b"" for n in range(3)})
    monkeypatch.setattr(archives, "MAX_DIRECTORY", 100)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert "files. Send it in parts." in refusal(data)


def test_a_bomb_is_refused_by_what_it_says_it_unpacks_to(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1024**2)
    data = zipped({f"{n}.jpg": bytes(400_000) for n in range(3)})
    assert len(data) < 10_000
    assert "Unpacked, the ZIP would have more than" in refusal(data)


def test_a_file_that_unpacks_to_more_than_a_picture_may_have_is_not_unpacked():
    archive = planned(zipped({"a.jpg": bytes(2 * 1024**2)})).archive
    with pytest.raises(archives.FileBroken, match="more than 1 MB"):
        archive.unpacked("a.jpg", 1024**2)


def test_a_file_whose_check_sum_is_wrong_is_told_to_be_broken():
    data = bytearray(zipped({"a.jpg": picture()}, compression=zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    archive = planned(bytes(data)).archive
    with pytest.raises(archives.FileBroken, match="broken within the ZIP"):
        archive.unpacked("a.jpg", 1024**2)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../etc/passwd.jpg", "leads out of the ZIP"),
        ("/etc/a.jpg", "leads out of the ZIP"),
        ("C:/a.jpg", "leads out of the ZIP"),
        ("more.zip", "An archive within the ZIP is not opened"),
        ("notes.txt", "This is no picture"),
        ("clip.gif", "This is no picture"),
    ],
)
def test_a_file_that_has_no_place_in_a_zip_is_told_and_the_others_go_on(name, said):
    plan = planned(zipped({name: b"x", "T-1.jpg": b"x"}))
    ((row, place, text),) = [(p.row, p.place, p.text) for i in plan.items for p in i.problems]
    assert (row, place) == (None, name)
    assert said in text
    assert plan.archive.pictures == ("T-1.jpg",)


def test_pictures_are_found_by_the_names_in_the_row_and_by_its_codes():
    columns = ("cid", "ean13", "pictures")
    sheet = table(("T-1", TEA, "front/A.JPG; b.png"), ("T-2", "", ""), columns=columns)
    names = [
        "front/a.jpg",
        "deep/b.png",
        f"{TEA}.jpg",
        f"x/{TEA}_2.jpg",
        "T-1 (3).jpg",
    ]
    plan = planned(zipped({"skus.csv": sheet} | dict.fromkeys([*names, "t-2/1.jpg"], b"x")))
    first, second = plan.items
    assert first.pictures[:2] == ("front/a.jpg", "deep/b.png")
    assert set(first.pictures) == set(names)
    assert second.pictures == ("t-2/1.jpg",)


@pytest.mark.parametrize(
    ("files", "said"),
    [({}, "is not in the ZIP"), ({"x/a.jpg": b"", "y/a.jpg": b""}, "is in several folders")],
)
def test_a_picture_that_a_row_names_in_vain_is_told(files, said):
    sheet = table(("T-1", "a.jpg"), columns=("cid", "pictures"))
    item = next(i for i in planned(zipped({"s.csv": sheet, **files})).items if i.product)
    assert not item.is_bad
    assert (item.problems[0].row, item.problems[0].place) == (2, "pictures")
    assert said in item.problems[0].text


def test_a_table_alone_says_that_its_pictures_did_not_come_along():
    sheet = table(("T-1", "a.jpg"), columns=("cid", "pictures"))
    assert "only a ZIP has pictures" in problems(sheet)[0][2]


def test_pictures_of_a_bad_row_are_not_told_of_once_more():
    sheet = table(("T-1", "4", "a.jpg"), columns=("cid", "ean13", "pictures"))
    data = zipped({"s.csv": sheet, "a.jpg": b"", "T-1.jpg": b""})
    assert [place for _, place, _ in problems(data)] == ["ean13"]


def new_codes(*names):
    plan = planned(zipped(dict.fromkeys(names, b"x")))
    return {item.pictures[0]: item.new_code for item in plan.items}


def test_without_a_table_pictures_are_named_by_their_product():
    names = (f"{TEA}.jpg", f"{TEA}_2.jpg", "T-25.jpg", "T-25_2.jpg", "item_1.jpg")
    assert list(new_codes(*names).values()) == [TEA, TEA, "T-25", "T-25", "item_1"]


def test_without_a_table_several_folders_are_products_and_a_single_one_is_none():
    assert set(new_codes("all/a.jpg", "all/b.jpg").values()) == {"a", "b"}
    codes = new_codes("tea/front.jpg", "soup/front.jpg", f"soup/{TEA}.jpg")
    assert list(codes.values()) == [TEA, "soup", "tea"]


def test_with_a_table_a_picture_of_no_row_makes_no_product():
    data = zipped({"s.csv": table(("T-1", "", "Tea")), "T-9.jpg": b"x"})
    loose = planned(data).items[-1]
    assert (loose.codes, loose.new_code) == (("T-9",), "")


@pytest.mark.parametrize("code", [TEA, SOUP, "036000291452"])
def test_check_digits_are_those_of_gs1(code):
    assert is_ean(code)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert not is_ean(wrong)
    assert not is_ean("٤٠٠٦٣٨١٣٣٣٩٣١")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_plan_or_a_refusal(data):
    try:
        planned(data)
    except NotReadable as refused:
        assert str(refused).endswith(".")


@given(st.data())
def test_any_damage_to_a_zip_is_a_plan_or_a_refusal(data):
    whole = bytearray(zipped({"s.csv": table(("T-1", "", "Tea")), "T-1.jpg": b"xyz" * 9}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(2, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        plan = planned(bytes(whole))
        for name in plan.archive.pictures if plan.archive else ():
            plan.archive.unpacked(name, 1000)
    except (NotReadable, archives.FileBroken) as refused:
        assert str(refused).endswith(".")
