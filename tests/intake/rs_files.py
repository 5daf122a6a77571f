"""Small tables in the form of RSシステム, with invented projects."""

from __future__ import annotations

import csv
import io
import zipfile

NAMES = {
    "1-1": "1-1_RS_2024_基本情報_組織情報",
    "1-2": "1-2_RS_2024_基本情報_事業概要等",
    "1-3": "1-3_RS_2024_基本情報_政策・施策、法令等",
    "2-1": "2-1_RS_2024_予算・執行_サマリ",
}
TOTALS = (
    "当初予算（合計）", "補正予算（合計）", "前年度からの繰越し（合計）", "予備費等（合計）",
    "計（歳出予算現額合計）", "執行額（合計）",
)  # fmt: skip
POLICIES = [
    ("0101", "水辺の再生", "環境庁", "２ 自然との共生", "２－１ 水辺と森の再生"),
    ("0102", "森の手入れ", "環境庁", "２ 自然との共生", "２－１ 水辺と森の再生"),
    ("0103", "海の調査", "環境庁", "２ 自然との共生", "２－２ 海の保全"),
    ("0201", "窓口の改善", "総務院", "Ⅰ 行政改革", "２ 窓口（相談）の改善"),
    ("0202", "通信の整備", "総務院", "Ⅱ 情報通信", "２ 通信の整備"),
]
BUDGETS = [
    ("0101", "2023", "1200000000", "0", "0", "0", "1200000000", "1100000000"),
    ("0101", "2024", "1300000000.0", "50000000", "0", "0", "1350000000", "0"),
    ("0102", "2023", "80399999", "-1000000", "0", "0", "79399999", "70000000"),
    ("0102", "2024", "90000000", "0", "0", "0", "99000000", "0"),  # 9 million too much
]


def tables():
    """Each table as a list of rows, its head first."""
    organisations = [("予算事業ID", "局・庁", "課")]
    organisations += [("0101", "水局", "川課"), ("0101", "水局", "湖課"), ("0102", "森局", "")]
    outlines = [("予算事業ID", "事業名", "事業の概要", "旧事業番号")]
    outlines += [
        ("0101", "水辺の再生", "川を、もとに戻す。", "021"),
        ("0102", "森の手入れ", "", ""),
    ]
    policies = [("予算事業ID", "事業名", "政策所管府省庁_P", "政策", "施策"), *POLICIES]
    accounts = [("0101", "2024", "", "", "", "", "", "")]  # the line of one account
    budgets = [("予算事業ID", "予算年度", *TOTALS), *BUDGETS, *accounts]
    return {"1-1": organisations, "1-2": outlines, "1-3": policies, "2-1": budgets}


def content(rows):
    """Bytes of a CSV as it is published: UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def write_tables(folder, *, zipped=True, **changed):
    """Put the tables into `folder`; of a changed one the bytes, or None to leave it out."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, rows in tables().items():
        data = changed.get(f"t{number.replace('-', '')}", content(rows))
        if data is None:
            continue
        name = NAMES[number]
        if not zipped:
            (folder / f"{name}.csv").write_bytes(data)
            continue
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
            archive.writestr(f"{name}.csv", data)
    return folder


def indicators(*rows):
    """Bytes of the table 3-1: for each of `rows` (project, name, unit, line, {year: cell}) a row."""
    years = [str(year) for year in range(2007, 2061)]
    head = (
        "予算事業ID", "アクティビティ・アウトプット・アウトカムの番号", "活動指標／成果指標", "単位",
        "目標年度／目標値／実績値／達成率", *years,
    )  # fmt: skip
    lines = [
        (project, "1", name, unit, line, *(cells.get(int(year), "") for year in years))
        for project, name, unit, line, cells in rows
    ]
    return content([head, *lines])
