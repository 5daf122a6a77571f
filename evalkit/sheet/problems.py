"""What is wrong with a sheet file, where, and what to do: one line a problem, in two languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from evalkit.sheet.bilingual import NOTHING, Bilingual, Language
from evalkit.sheet.characters import made_visible, shortened
from evalkit.sheet.intake_messages import INTAKE_TEXTS
from evalkit.sheet.text import in_one_line
from evalkit.sheet.workbook_messages import ACCEPT_IN_A_BOOK, BOOK_TEXTS, IN_A_BOOK
from evalkit.sheet.yaml_messages import YAML_TEXTS

_TEXTS: dict[str, Bilingual] = {
    # the file
    "not_found": Bilingual(
        "ファイルがありません。パスを確かめてください", "no such file; check the path"
    ),
    "not_readable": Bilingual(
        "ファイルを開けません（{reason}）", "cannot open the file ({reason})"
    ),
    "more": Bilingual(
        "ここから先に、あと {count} 件の問題があります", "{count} more problems from here on"
    ),
    "empty": Bilingual(
        "ファイルに内容がありません。評価書の雛形は params/ にあります",
        "the file is empty; params/ holds sheets to start from",
    ),
    "too_large": Bilingual(
        "{size} バイトは評価書として大きすぎます（上限 {limit} バイト）",
        "{size} bytes are too many for a sheet (at most {limit})",
    ),
    "encoding": Bilingual(
        "UTF-8 ではありません（{guess} と思われます）。UTF-8 で保存し直してください",
        "not UTF-8 (it looks like {guess}); save it as UTF-8",
    ),
    "no_text": Bilingual(
        "文字として読めないバイトがあります。YAML のファイルか確かめ、UTF-8 で保存し直してください",
        "bytes that are no text; see that it is a YAML file, and save it as UTF-8",
    ),
    **YAML_TEXTS,
    # the shape
    "unknown_key": Bilingual(
        "項目「{seen}」はありません。使える項目: {allowed}",
        'unknown key "{seen}"; allowed: {allowed}',
    ),
    "misspelt_key": Bilingual(
        "項目「{seen}」はありません。「{likely}」の誤りではありませんか",
        'unknown key "{seen}" — did you mean "{likely}"?',
    ),
    "missing": Bilingual(
        "項目「{name}」がありません。書き加えてください", 'key "{name}" is missing; add it'
    ),
    "empty_value": Bilingual(
        "「{name}」が空です。記入してください", '"{name}" is empty; fill it in'
    ),
    "choice": Bilingual(
        "「{seen}」は使えません。使える値: {allowed}", '"{seen}" is not allowed; allowed: {allowed}'
    ),
    "mapping_expected": Bilingual(
        "「項目: 値」の組が必要です（見つかったもの: {seen}）",
        'expected "key: value" pairs (found: {seen})',
    ),
    "list_expected": Bilingual(
        "「- 」で始まる並びが必要です（見つかったもの: {seen}）",
        'expected a list of "- " entries (found: {seen})',
    ),
    "text_expected": Bilingual(
        "一つの文字列が必要です（見つかったもの: {seen}）", "expected one text (found: {seen})"
    ),
    "year": Bilingual(
        "「{seen}」は年度として読めません。例: 2012、2008-2012",
        '"{seen}" is not a fiscal year; for example 2012, or 2008-2012',
    ),
    "number": Bilingual(
        "「{seen}」は数値として読めません。例: 0.5", '"{seen}" is no number; for example 0.5'
    ),
    "negative": Bilingual(
        "「{seen}」は負の値です。0 以上の数値を書いてください",
        '"{seen}" is below zero; write a number from 0 on',
    ),
    "boolean": Bilingual(
        "「{seen}」は true または false で書いてください", '"{seen}" must be true or false'
    ),
    "invalid": Bilingual(
        "「{seen}」は読めません（{reason}）", '"{seen}" cannot be read ({reason})'
    ),
    # the figures
    "separators": Bilingual(
        "「{seen}」は数値として読めません（{position}文字目の桁区切りが3桁ごとでない）。{fix}",
        '"{seen}" is no number (thousands separator out of place at character {position}); {fix}',
    ),
    "white_space": Bilingual(
        "「{seen}」は数値として読めません（{position}文字目の空白で数字が分かれている）。{fix}",
        '"{seen}" is no number (white space at character {position} parts its digits); {fix}',
    ),
    "too_long": Bilingual(
        "「{seen}」は数値として読めません（{position}文字目からの数字の桁が多すぎる）。{fix}",
        '"{seen}" is no number (too many digits from character {position} on); {fix}',
    ),
    "money_unit": Bilingual(
        "「{seen}」は金額の欄の値として使えません（単位が「{unit}」）。金額を円、千円、百万円などで書いてください",
        '"{seen}" is no amount of money (its unit is "{unit}"); write yen (円, 千円, 百万円)',
    ),
    "money": Bilingual(
        "「{seen}」は一つの金額として読めません。例: 1,982,194。額がなければ －。{fix}",
        '"{seen}" does not state one amount of money; for example 1,982,194, or － for none; {fix}',
    ),
    "ditto": Bilingual(
        "「{seen}」は他の欄を指す記号で、額が分かりません。額をそのまま書いてください",
        '"{seen}" points to another cell; write the amount itself',
    ),
    "money_table_unit": Bilingual(
        "「{seen}」は予算の表の単位として読めません。例: 千円、百万円",
        '"{seen}" is no unit of a table of money; for example 千円 or 百万円',
    ),
    # several targets
    "target_and_targets": Bilingual(
        "target の「{seen}」が、targets の最後の目標値「{last}」と異なります。正しい方を targets に書き、target は消してください",
        'the target "{seen}" is not the last of the targets ("{last}"); write the right one under'
        " targets, and delete target",
    ),
    "target_twice": Bilingual(
        "「{seen}」は {first} 行目の目標値と同じ時期の目標です。目標年度を書くか、改定後の目標値であれば since に適用年度を書いてください",
        '"{seen}" is a target of the same time as that of line {first}; give its year, or, if it'
        " was revised, the year since which it holds (since)",
    ),
    "target_order": Bilingual(
        "「{seen}」は前の「{before}」より早い目標です。目標年度の早い順に、同じ年度のものは適用年度（since）の早い順に並べてください",
        '"{seen}" is earlier than "{before}" before it; list targets by year, those of one year by'
        " since",
    ),
    "target_since": Bilingual(
        "適用年度 {seen} が目標年度 {due} の後です。どちらかを直してください",
        "holds since {seen}, which is after its own year {due}; mend one of them",
    ),
    "lookalike": Bilingual(
        "「{seen}」は数値として読めません（{position}文字目が数字に似た文字「{letter}」）。{fix}",
        '"{seen}" is no number (character {position} is the letter "{letter}"); {fix}',
    ),
    "decimal_point": Bilingual(
        "「{seen}」は数値として読めません（{position}文字目の小数点の位置が正しくない）。{fix}",
        '"{seen}" is no number (decimal point out of place at character {position}); {fix}',
    ),
    "reading": Bilingual(
        "reading「{seen}」は数値として読めません。例: 1,300,000",
        'reading "{seen}" is no number; for example 1,300,000',
    ),
    "missing_unit": Bilingual(
        '「{seen}」に単位がありません。例: {example}。単位のない指標なら unit: "" と書いてください',
        '"{seen}" has no unit; write it with the figure, such as {example}, or unit: "" for a pure number',
    ),
    "picture_name": Bilingual(
        "「{seen}」は図のファイル名として使えません。評価書と同じフォルダの PNG か JPEG を、空白と記号のない"
        "名前で書いてください。例: 7-2-1.png",
        '"{seen}" is no name of a picture; give a PNG or JPEG in the folder of the sheet, in a name'
        " without spaces and signs, such as 7-2-1.png",
    ),
    "picture_missing": Bilingual(
        "図のファイル「{seen}」がありません。評価書のファイルのあるフォルダに置いてください",
        'no picture "{seen}"; put it into the folder of the sheet',
    ),
    "picture_kind": Bilingual(
        "「{seen}」は PNG でも JPEG でもないか、壊れています。PNG か JPEG で保存し直してください",
        '"{seen}" is neither PNG nor JPEG, or it is damaged; save it as one of them',
    ),
    "picture_too_large": Bilingual(
        "図「{seen}」は大きすぎます（上限 {limit} バイト）。縮小して保存し直してください",
        'picture "{seen}" is too large (at most {limit} bytes); save it smaller',
    ),
    "pictures_too_large": Bilingual(
        "図は合わせて {size} バイトになり、大きすぎます（上限 {limit} バイト）。縮小してください",
        "pictures of {size} bytes in all are too many (at most {limit}); make them smaller",
    ),
    "picture_without_text": Bilingual(
        "図「{seen}」に代替テキスト（text）がありません。図を見られない人のために、何が写っているかを"
        "書いてください",
        'picture "{seen}" has no text; say what it shows, for readers who cannot see it',
    ),
    "open_entry": Bilingual(
        "「{seen}」が残っています。記入または確認して、印（【要記入】【要確認】）を消してください",
        '"{seen}" is still open; fill it in or confirm it, and delete the mark',
    ),
    # one thing and another
    "item_number": Bilingual(
        "「{seen}」は番号として使えません（20 文字まで。空白と < > \" ' & / # % ? は不可）。例: 1、①、2-1",
        '"{seen}" is no number (at most 20 characters, no white space, none of < > " \' & / # % ?); '
        "for example 1, ① or 2-1",
    ),
    "duplicate_number": Bilingual(
        "番号 {seen} が二度使われています（一度目は {first} 行目）",
        "number {seen} stands twice (first in line {first})",
    ),
    "unknown_reference": Bilingual(
        "「{seen}」が指す {target} はありません。ある番号: {allowed}",
        '"{seen}" refers to {target}, which does not exist; there are: {allowed}',
    ),
    "unreadable_reference": Bilingual(
        "「{seen}」は指標番号として読めません。例: ①②、④～⑥、２－①",
        '"{seen}" cannot be read as indicator numbers; for example ①②, ④～⑥, ２－①',
    ),
    "overlapping_years": Bilingual(
        "{seen} 年度の欄が二度書かれています（一度目は {first} 行目の「{other}」）。"
        "一方を消すか、期間を直してください",
        '{seen} is covered twice (first by "{other}" in line {first}); delete one, or mend the span',
    ),
    "window": Bilingual(
        "years（{seen}）に fiscal_year の {year} がありません。"
        "years を {likely} とするか、fiscal_year を直してください",
        "years ({seen}) leave out {year}, the fiscal_year; write years: {likely}, or mend fiscal_year",
    ),
    "beyond_years": Bilingual(
        "{seen} 年度の評価書では、予算等の年度が {last} 年度を超えます",
        "a sheet of {seen} would have budgets and other cells of years after {last}",
    ),
    "year_outside": Bilingual(
        "{seen} は評価書の対象年度（{first}～{last}）の後です。years を直すか、欄を消してください",
        "{seen} lies after the sheet's years ({first}-{last}); mend years, or delete the cell",
    ),
    # parameters
    "parameter": Bilingual(
        "パラメータ {name} の値「{seen}」は使えません。使える値: {allowed}",
        'parameter {name}: "{seen}" is not allowed; allowed: {allowed}',
    ),
    "day": Bilingual(
        "パラメータ {name} の値「{seen}」は日付として読めません。例: 2013-07-31、平成25年7月31日",
        'parameter {name}: "{seen}" is no date; for example 2013-07-31',
    ),
    "bands_missing": Bilingual(
        "「bands」には区分表が必要です。preset_options に "
        "bands: [{{grade: A, at_least: 1.0}}, {{grade: B}}] のように良い順に書いてください",
        "“bands” needs its table; give preset_options: "
        "{{bands: [{{grade: A, at_least: 1.0}}, {{grade: B}}]}}, best first",
    ),
    "unknown_option": Bilingual(
        "「{seen}」は判定方式 {preset} の設定にありません。使えるもの: {allowed}",
        '"{seen}" is no option of the preset {preset}; allowed: {allowed}',
    ),
    "option": Bilingual("判定方式の設定を読めません: {said}", "the preset's options: {said}"),
    "unknown_parameter": Bilingual(
        "パラメータ「{seen}」はありません。使えるもの: {allowed}",
        'unknown parameter "{seen}"; allowed: {allowed}',
    ),
    **BOOK_TEXTS,
    **INTAKE_TEXTS,
}
"""Text of each kind of problem; the names in braces come from the problem's details."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that keeps a sheet from being read.

    Examples
    --------
    >>> problem = Problem(file="7-2.yaml", line=3, column=1, code="missing", details={"name": "name"})
    >>> print(problem.text("en"))
    7-2.yaml:3:1  key "name" is missing; add it
    """

    file: str
    line: int
    column: int
    code: str
    place: Bilingual = NOTHING  # in the form: 達成目標1 指標③ 目標値
    details: dict[str, object] = field(default_factory=dict)
    cell: str = ""  # in a workbook: 達成目標1!F12
    worksheet: int = 0  # in a workbook: place of the worksheet among its sisters

    @classmethod
    def at(cls, file: str, line: int, column: int, code: str, **details: object) -> Problem:
        """Build the problem `code` of what stands in a line and column."""
        return cls(file=file, line=line, column=column, code=code, details=details)

    def text(self, language: Language = "ja") -> str:
        """One line: file, line, column, place, what is wrong, what is allowed, what to do."""
        what = self.what(language)
        where = f"{self.file}:{self.cell or f'{self.line}:{self.column}'}"
        place = _one_line(self.place.in_(language), _LONGEST_PLACE)
        return f"{where}  {place}: {what}" if place else f"{where}  {what}"

    def what(self, language: Language = "ja") -> str:
        """What is wrong, what is allowed and what to do, without the place."""
        text = (_TEXTS | IN_A_BOOK if self.cell else _TEXTS)[self.code]
        details = {name: _one_line(value, _LONGEST) for name, value in self.details.items()}
        details["seen"] = _one_line(self.details.get("seen", ""), _LONGEST_SEEN)
        accept = "accept_in_a_book" if self.cell else "accept"
        details["fix"] = _FIXES["suggestion" if details.get("suggestion") else accept].format(
            **details
        )
        return text.format(**details).in_(language)


_FIXES: dict[str, Bilingual] = {
    "suggestion": Bilingual("例: {suggestion}", "for example {suggestion}"),
    "accept": Bilingual(
        '書き直すか、{{printed: "{seen}", reading: 読み}} と書いてください',
        'mend it, or write {{printed: "{seen}", reading: its reading}}',
    ),
    "accept_in_a_book": ACCEPT_IN_A_BOOK,
}


_LONGEST_SEEN = 60  # characters of what a person typed
_LONGEST_PLACE = 120
_LONGEST = 400  # characters of anything else; the keys of a sheet have 220
_MOST = 1000  # problems of one file; a new year may leave hundreds of entries open


def _one_line(value: object, longest: int) -> object:
    if isinstance(value, Bilingual):
        return Bilingual(*(str(_one_line(text, longest)) for text in value))
    if not isinstance(value, str):
        return value
    return shortened(made_visible(in_one_line(value)), longest)


def _most(problems: list[Problem]) -> list[Problem]:
    """The first of many problems, and how many more there are."""
    if len(problems) <= _MOST:
        return problems
    next_ = problems[_MOST]
    more = Problem.at(next_.file, next_.line, next_.column, "more", count=len(problems) - _MOST)
    return [*problems[:_MOST], more]


class SheetProblems(Exception):  # noqa: N818  (it is the list of problems, not one error)
    """A sheet that cannot be read, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem], language: Language = "ja") -> None:
        super().__init__()
        in_order = sorted(
            problems, key=lambda each: (each.file, each.worksheet, each.line, each.column)
        )
        self.problems = tuple(_most(in_order))
        self.language = language

    @classmethod
    def of_file(cls, file: str, code: str, *, line: int = 1, **details: object) -> SheetProblems:
        """The one problem that keeps a file from being read at all."""
        return cls([Problem.at(file, line, 1, code, **details)])

    def __str__(self) -> str:
        return "\n".join(problem.text(self.language) for problem in self.problems)

    def _render_traceback_(self) -> list[str]:
        """Let IPython show the list of problems where it would show our traceback."""
        return str(self).splitlines()
