"""The data files: rules of the form, safe in a spreadsheet, valid by their own descriptions."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from decimal import Decimal
from hashlib import sha256

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.assess.parameters import Parameters
from evalkit.assess.report_data import gather
from evalkit.present.frames import TABLES
from evalkit.produce.opendata.csv_files import guarded, unguarded
from evalkit.produce.opendata.files import data_files
from evalkit.sheet.load import parse_sheet

SHOWN = [table for table in TABLES.values() if not table.optional]
CSVS = [f"{table.name}.csv" for table in SHOWN]
NASTY = [
    "=1+1",
    "＝ＨＹＰＥＲＬＩＮＫ（）",
    "@SUM(A1)",
    "＠",
    "+81-3",
    "＋１",
    "-2+3",
    "－年度",
    "http://example.org",
    "'=1",
]


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def nasty(small: str, name: str):
    text = small.replace(
        "name: 共同研究の実施件数", f"name: {json.dumps(name, ensure_ascii=False)}"
    )
    return gather(parse_sheet(text))


# CSV: 統計表における機械判読可能なデータの表記方法の統一ルール --------------------------------------


@pytest.mark.parametrize("name", CSVS)
def test_a_csv_has_bom_crlf_one_header_line_and_every_field_quoted(data_7_2, name):
    content = data_7_2[name]
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(re.fullmatch(r'"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*', line) for line in lines)
    widths = {len(row) for row in csv.reader(lines)}
    assert widths == {len(TABLES[name.removesuffix(".csv")].columns)}


@pytest.mark.parametrize("table", SHOWN, ids=lambda table: table.name)
def test_names_and_keys_are_plain_ascii_and_numbers_are_plain_numbers(data_7_2, table):
    rows = read(data_7_2[f"{table.name}.csv"])
    assert rows
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in rows[0])
    for row in rows:
        for column in table.columns:
            if column.type == "number":
                assert re.fullmatch(r"(-?\d+(\.\d+)?)?", row[column.name])
            elif column.type == "integer":
                assert re.fullmatch(r"\d*", row[column.name])
            elif column.type == "boolean":
                assert row[column.name] in ("true", "false", "")
            elif column.name in table.key or column.codes:
                assert row[column.name].isascii()


def test_no_key_looks_like_a_date_to_a_spreadsheet(data_7_2):
    keys = {row["indicator"] for row in read(data_7_2["indicators.csv"])}
    assert len(keys) == 28
    assert all(re.fullmatch(r"g[1-3]-i\d+", key) for key in keys)


def test_a_western_year_stands_beside_the_era_year(data_7_2):
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        if "fiscal_year" in names:
            assert names[names.index("fiscal_year") + 1] == "era_year"
    pairs = {(row["fiscal_year"], row["era_year"]) for row in read(data_7_2["budget.csv"])}
    assert pairs == {(str(year), f"平成{year - 1988}年度") for year in (2011, 2012, 2013, 2014)}


def test_a_missing_figure_is_an_empty_field_and_says_why(data_7_2):
    rows = read(data_7_2["observations.csv"])
    assert {row["status"] for row in rows if row["value"]} == {"value"}
    missing = {row["status"] for row in rows if not row["value"]}
    assert missing == {"pending", "not_started", "not_applicable", "narrative"}


def test_a_malformed_figure_keeps_its_print_and_has_the_value_that_its_author_reads(data_7_2):
    row = next(row for row in read(data_7_2["measure_budgets.csv"]) if row["printed"] == "1,30,000")
    assert (row["measure"], row["fiscal_year"], row["value"], row["unit"]) == (
        "g1-m4",
        "2012",
        "1300000",
        "千円",
    )


def test_a_circled_number_in_the_sheet_is_a_plain_one_in_the_key(small):
    facts = gather(parse_sheet(small.replace("no: 1\n        name", "no: ③\n        name")))
    assert [row["indicator"] for row in read(data_files(facts, ["csv"])["indicators.csv"])] == [
        "g1-i3"
    ]


def test_an_empty_table_still_has_its_header(small):
    files = data_files(gather(parse_sheet(small)), ["csv"])
    assert files["budget.csv"].decode("utf-8-sig") == (
        '"line","item","fiscal_year","era_year","status","value","unit","printed","head",'
        '"file","file_line"\r\n'
    )


# Safe in a spreadsheet ----------------------------------------------------------------------------


@given(st.text(st.sampled_from("=＝+＋-－@＠'\t\r\n 1a年")))
def test_a_guarded_text_begins_no_formula_and_gives_the_text_back(text):
    field = guarded(text)
    assert unguarded(field) == text
    if field[:1] in tuple("=＝+＋-－@＠\t\r\n"):
        assert set(unicodedata.normalize("NFKC", field)) == {"-"}, "only dashes may begin so"


@pytest.mark.parametrize("text", NASTY)
def test_no_file_lets_a_text_run_and_each_gives_it_back(small, text):
    files = data_files(nasty(small, text))
    stored = read(files["indicators.csv"])[0]["name"]
    assert stored[0] not in "=＝+＋-－@＠"
    assert unguarded(stored) == text
    tables = json.loads(files["tables.json"])["tables"]
    assert tables["indicators"][0]["name"] == text
    sheet = openpyxl.load_workbook(io.BytesIO(files["tables.xlsx"]))["指標"]
    cell = next(cell for cell in sheet[2] if cell.value == text)
    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_a_negative_figure_stays_a_number(small):
    facts = gather(parse_sheet(small.replace("16,302件", "△3.20件")))
    files = data_files(facts)
    row = next(
        r for r in read(files["observations.csv"]) if r["observation"] == "g1-i1/actual/2011"
    )
    assert (row["value"], row["printed"]) == ("-3.20", "△3.20件")


def test_no_formula_and_no_address_stands_in_the_workbook(data_7_2):
    with zipfile.ZipFile(io.BytesIO(data_7_2["tables.xlsx"])) as book:
        sheets = [
            book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name
        ]
    assert len(sheets) == 16
    assert not any("<f>" in sheet or "r:id" in sheet for sheet in sheets)


# The workbook -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(data_7_2):
    return openpyxl.load_workbook(io.BytesIO(data_7_2["tables.xlsx"]))


def test_the_workbook_has_a_cover_notes_and_one_table_a_sheet(book):
    assert book.sheetnames == [
        "表紙",
        "注記",
        "項目",
        *(table.title.ja for table in SHOWN),
    ]
    cover = "\n".join(str(cell) for row in book["表紙"].values for cell in row if cell)
    for said in (
        "文部科学省",
        "24-7-2",
        "2013-07-31",
        "利用規約",
        "空欄",
        "府省による評価ではありません",
    ):
        assert said in cover


def test_each_table_has_a_frozen_head_in_line_1_and_columns_wide_enough_for_their_numbers(book):
    for table in SHOWN:
        sheet = book[table.title.ja]
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == [column.title.ja for column in table.columns]
        for column in sheet.iter_cols():
            widest = max((len(f"{cell.value:,.6g}") for cell in column[1:] if cell.data_type == "n" and cell.value is not None), default=0)  # fmt: skip
            assert sheet.column_dimensions[column[0].column_letter].width > widest


def test_a_figure_is_a_number_that_shows_its_printed_decimals(book):
    sheet = book["指標の値"]
    shown = {row[0].value: row[9] for row in sheet.iter_rows(min_row=2)}
    assert sheet["J1"].value == "値"
    cell = shown["g2-i10/actual/2008"]
    assert (cell.value, cell.number_format) == (92, "#,##0.0_ ")
    assert (shown["g1-i1/actual/2011"].value, shown["g1-i1/actual/2012"].value) == (16302, None)


def test_a_figure_with_more_digits_than_a_spreadsheet_keeps_is_text(small):
    facts = gather(parse_sheet(small.replace("16,302件", "1234567890.123456789件")))
    sheet = openpyxl.load_workbook(io.BytesIO(data_files(facts)["tables.xlsx"]))["指標の値"]
    values = [row[9] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert "1234567890.123456789" in values


def test_a_text_longer_than_a_cell_holds_says_where_the_rest_is(small):
    facts = nasty(small, "長" * 30_000 + "𠮷" * 10_000)  # the second counts twice
    sheet = openpyxl.load_workbook(io.BytesIO(data_files(facts)["tables.xlsx"]))["指標"]
    cut = next(cell.value for cell in sheet[2] if str(cell.value).startswith("長"))
    assert len(cut.encode("utf-16-le")) // 2 in (32_766, 32_767)
    assert cut.endswith("𠮷…（以下は CSV を参照）")


def test_the_workbook_of_an_english_report_is_english(facts_7_2):
    english = gather(facts_7_2.sheet, Parameters(language="en"))
    book = openpyxl.load_workbook(io.BytesIO(data_files(english, ["xlsx"])["tables.xlsx"]))
    assert book.sheetnames[:4] == ["Cover", "Notes", "Columns", "Values of the indicators"]
    heads = [cell.value for cell in book["Values of the indicators"][1]]
    assert heads[6:11] == ["Fiscal year", "Fiscal year, by era", "Status", "Value", "Second value"]
    states = {cell.value for cell in book["Values of the indicators"]["I"]}
    assert {"value", "pending", "not started", "narrative"} <= states


# Descriptions -------------------------------------------------------------------------------------


def test_the_json_names_its_schema_and_is_valid_by_it(data_7_2):
    document = json.loads(data_7_2["tables.json"])
    schema = json.loads(data_7_2[document["$schema"]])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert list(validator.iter_errors(document)) == []
    document["tables"]["observations"][0]["status"] = "数値"
    document["tables"]["budget"][0]["value"] = "20,884,332"
    assert len(list(validator.iter_errors(document))) == 2


def test_an_overall_judgement_stands_on_the_cover_and_in_the_json(facts_7_2):
    files = data_files(gather(facts_7_2.sheet, Parameters(preset="five_step")), ["json", "xlsx"])
    document = json.loads(files["tables.json"])
    jsonschema.validate(document, json.loads(files["tables.schema.json"]))
    said = document["about"]["overall_judgement"]
    cover = openpyxl.load_workbook(io.BytesIO(files["tables.xlsx"]))["表紙"]
    assert ("全体の判定（参考）", said) in list(cover.values)


def test_the_json_keeps_the_decimals_of_a_figure(data_7_2):
    assert b'"observation": "g2-i10/actual/2008"' in data_7_2["tables.json"]
    assert b'"value": 92.0, ' in data_7_2["tables.json"]


def package_of(files, folder):
    import frictionless

    for name, content in files.items():
        (folder / name).write_bytes(content)
    with frictionless.system.use_context(trusted=True):
        return frictionless.Package(str(folder / "datapackage.json")).validate()


def test_the_data_package_is_valid(data_7_2, tmp_path):
    report = package_of(data_7_2, tmp_path)
    assert report.valid, report.to_summary()
    assert len(report.tasks) == len(SHOWN)


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("observations.csv", '"7248"', '"7,248"', "type-error"),
        ("observations.csv", '"g1-i2","1"', '"g9-i2","1"', "foreign-key"),
        ("budget.csv", '"supplementary"', '"initial"', "primary-key"),
        ("findings.csv", '"warning"', '"grave"', "constraint-error"),
    ],
)
def test_the_data_package_would_show_a_fault(data_7_2, tmp_path, name, old, new, error):
    faulty = data_7_2 | {name: data_7_2[name].decode().replace(old, new).encode()}
    assert faulty[name] != data_7_2[name]
    found = {type_ for type_, *_ in package_of(faulty, tmp_path).flatten(["type"])}
    assert error in found


def test_the_data_package_is_of_version_2_and_describes_every_csv(data_7_2):
    package = json.loads(data_7_2["datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (package["name"], package["created"]) == ("fy2012-7-2", "2013-07-31T00:00:00Z")
    assert [resource["path"] for resource in package["resources"]] == CSVS
    for resource in package["resources"]:
        content = data_7_2[resource["path"]]
        assert resource["type"] == "table"
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        for field in resource["schema"]["fields"]:
            assert {"name", "type", "title", "title_en"} <= set(field)
    assert "アポストロフィ" in package["description"]
    assert "apostrophe" in package["description_en"]


def test_every_key_is_unique_and_every_reference_leads_somewhere(data_7_2):
    tables = json.loads(data_7_2["tables.json"])["tables"]
    assert [*tables] == [table.name for table in SHOWN]
    for table in SHOWN:
        rows = tables[table.name]
        keys = [tuple(row[name] for name in table.key) for row in rows]
        assert len(set(keys)) == len(keys), table.name
        assert all(part not in ("", None) for key in keys for part in key), table.name
        for column, other in table.refers.items():
            known = {row[column] for row in tables[other]} | {""}
            assert {row[column] for row in rows} <= known, (table.name, column)


def test_a_package_without_an_as_of_date_names_no_day(facts_7_2):
    files = data_files(gather(facts_7_2.sheet))
    assert "created" not in json.loads(files["datapackage.json"])
    assert json.loads(files["tables.json"])["about"]["as_of"] is None


def test_equal_facts_give_equal_bytes_and_no_file_knows_the_clock(facts_7_2, data_7_2):
    assert data_files(facts_7_2) == data_7_2
    with zipfile.ZipFile(io.BytesIO(data_7_2["tables.xlsx"])) as book:
        moments = set(
            re.findall(r">(\d{4}-\d\d-\d\dT[^<]+)<", book.read("docProps/core.xml").decode())
        )
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert moments == {"2013-07-31T00:00:00Z"}


def test_a_figure_calculated_has_the_digits_that_every_file_keeps(data_7_2):
    rows = read(data_7_2["results.csv"])
    values = [Decimal(row["value"]) for row in rows if row["value"]]
    assert len(values) == 171
    assert max(len(value.as_tuple().digits) for value in values) == 15
    assert all(Decimal(repr(float(value))) == value for value in values)
