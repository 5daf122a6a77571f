"""What the data files say of themselves: what they hold, whose they are, how to read them."""

from __future__ import annotations

from evalkit.sheet.bilingual import Bilingual

TITLE = Bilingual(
    "施策目標{number} {name} {year}のデータ", "Data of policy goal {number} {name}, {year}"
)
PUBLISHER = Bilingual("府省名", "Ministry")
GOAL = Bilingual("施策目標", "Policy goal")
ROUND = Bilingual("対象年度", "Fiscal year")
ORIGINAL = Bilingual("原資料", "Made from")
AS_OF = Bilingual("基準日", "As of")
OVERALL = Bilingual("全体の判定（参考）", "Overall judgement (aid)")
LICENCE_HEAD = Bilingual("利用条件", "Terms of use")
READING = Bilingual("読み方", "How to read")
CONTENTS = Bilingual("表の一覧", "Tables")

LICENCE = Bilingual(
    "原資料を公表した府省の利用規約によります。出典として、原資料の名称と、加工したものである旨を記載してください。",
    "The terms of use of the ministry that published the original apply. Name the original as the"
    " source, and say that the data were processed.",
)
DERIVED = Bilingual(
    "計算値、判定、執行率、監査所見は、評価書の記載から自動で作った参考であり、府省による評価ではありません。",
    "Figures calculated, judgements, execution rates and findings were made automatically from the"
    " sheet. They are an aid, not the ministry's own evaluation.",
)
MISSING = Bilingual(
    "数値のない欄は空欄です。空欄の理由（調査中、未開始、該当なしなど）は「状態」の列にあります。",
    "Where there is no figure the cell is empty; the column status says why (pending, not started,"
    " not applicable and so on).",
)
FIGURES = Bilingual(
    "数値は単位や桁区切りを除いた数で、単位は別の列にあります。印刷されたとおりの文字は「記載」の列にあります。"
    "文字の中の改行は除きました。",
    "Figures are plain numbers; their units stand in a column of their own, and what is printed in"
    " the column printed. Line breaks inside a text were taken out.",
)
KEYS = Bilingual(
    "指標の番号 g1-i3 は達成目標1の指標③です。報告書の URL の末尾に #g1-i3 を付けると、"
    "その指標が開きます。",
    "The key g1-i3 is indicator 3 of achievement goal 1; add #g1-i3 to the address of the report to"
    " open it there.",
)
PLACES = Bilingual(
    "「評価書のファイル」と「ファイルの行」は、その記載がどのファイルの何行目にあるかを示します。"
    "ファイルの名前は、年度のフォルダからのものです。",
    "The columns file and file_line (line, of a finding) say in which sheet file, named from the"
    " folder of rounds, and in which line of it what is printed stands.",
)
NOTES = (MISSING, FIGURES, KEYS, PLACES, DERIVED)

APOSTROPHE = Bilingual(
    "CSV では、= + - @ やその全角文字で始まり、表計算ソフトが数式と取り違えうる文字列の前に、"
    "アポストロフィ（'）を一つ付けました。文字列の列で、アポストロフィを除くとこれらの文字で始まるものは、先頭の一つを取り除くと"
    "元の文字列になります。数値の列、XLSX、JSON には付けていません。",
    "In the CSV files one apostrophe (') stands before a text that begins with = + - @ or their"
    " full-width forms and that a spreadsheet could take for a formula. In a text column, a text"
    " that begins so behind its apostrophes is the original once the first of them is removed."
    " Number columns, XLSX and JSON have none.",
)

COVER = Bilingual("表紙", "Cover")
NOTES_SHEET = Bilingual("注記", "Notes")
COLUMNS_SHEET = Bilingual("項目", "Columns")
CODES = Bilingual("符号の意味", "Codes")
COLUMN_HEADS = (
    Bilingual("表", "Table"),
    Bilingual("項目", "Column"),
    Bilingual("項目名（CSV・JSON）", "Name in CSV and JSON"),
    Bilingual("種類", "Type"),
    Bilingual("説明", "Meaning"),
)
CODE_HEADS = (
    Bilingual("項目名（CSV・JSON）", "Name in CSV and JSON"),
    Bilingual("この冊子の表記", "Word in this workbook"),
    Bilingual("符号（CSV・JSON）", "Code in CSV and JSON"),
)
TYPES = {
    "string": Bilingual("文字", "text"),
    "integer": Bilingual("整数", "whole number"),
    "number": Bilingual("数値", "number"),
    "boolean": Bilingual("真偽", "true or false"),
}
ROWS = Bilingual("{count}行", "{count} rows")
CUT = Bilingual("…（以下は CSV を参照）", "… (the rest stands in the CSV)")
