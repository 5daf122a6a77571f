"""What the to-do list of a roll-forward says of an entry, and what it says is no longer there."""

from __future__ import annotations

from collections.abc import Mapping

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.characters import shortened
from evalkit.sheet.printing import fiscal_year

_TEXTS: Mapping[str, Bilingual] = {
    # to be entered
    "actual": Bilingual(
        "{year}の実績値を記入してください{last}。未判明なら「調査中（10月頃）」のように書きます",
        "enter the actual of {year}{last}, or for example 調査中（10月頃） if it is not known yet",
    ),
    "annual_target": Bilingual(
        "{year}の目標値を記入してください{last}。目標がなければ「－」と書きます",
        "enter the target of {year}{last}, or － if there is none",
    ),
    "target": Bilingual(
        "目標年度を過ぎました{last}。新しい目標値を記入してください",
        "the year of the target is over{last}; enter the new target",
    ),
    "column": Bilingual(
        "「{head}」の額を記入してください。なければ「―」と書きます",
        "enter the amount under 「{head}」, or ― if there is none",
    ),
    # to be confirmed
    "pending": Bilingual(
        "{due}結果が出ていれば、その値に書き換えてください。まだなら印だけを消してください",
        "{due}if the result is known, write it here; if not, delete only the mark",
    ),
    "final_year": Bilingual(
        "目標値の年度です。「目標値」の欄から写しました。{year}の目標値として確かめてください",
        "copied from the target, whose year this is; confirm it as the target of {year}",
    ),
    "every_year": Bilingual(
        "毎年度の目標値を写しました。前年度の欄{last}と同じでないため、確かめてください",
        "copied from the target for every year; last year's cell differs{last}; confirm it",
    ),
    "foreseen": Bilingual(
        "{year}の欄に前から記載があります。確かめてください",
        "this cell of {year} was already filled in; confirm it",
    ),
    "head_over": Bilingual(
        "見出しの目標年度を過ぎました。新しい目標年度に書き換えてください",
        "the year in this head is over; write the new target's year",
    ),
    "era": Bilingual(
        "元号のない「{label}」は別の年度と読まれるようになるため、元号を補いました",
        "「{label}」 would now be read as another year, so its era was added; confirm",
    ),
    "year_moved": Bilingual(
        "年度を改めました（前は「{was}」）。確かめてください",
        "the year was moved on (it was 「{was}」); confirm",
    ),
    "column_changed": Bilingual(
        "「{was}」の額です。「{head}」の額に改めてください",
        "this amount stood under 「{was}」; write the one for 「{head}」",
    ),
    "review_sheet": Bilingual(
        "{year}の行政事業レビューシート番号に改めてください",
        "write the number of the review sheet of {year}",
    ),
    "data_source": Bilingual(
        "作成又は公表時期と所在を最新のものに改めてください",
        "bring the date and place of publication up to date",
    ),
    "example": Bilingual(
        "前年度の取組例です。差し替えるか、このまま載せるかを確かめてください",
        "last year's example; replace it, or confirm that it stays",
    ),
    "expert_comments": Bilingual(
        "前年度の記載です。{year}の指摘事項に改めてください",
        "last year's text; write the comments of {year}",
    ),
    "section": Bilingual(
        "年を含む記載です。翌年度に合わせて改めるか、このまま載せるかを確かめてください",
        "a text that speaks of a year; bring it up to date, or confirm that it stays",
    ),
    "division": Bilingual(
        "課長名を含め、現在のものか確かめてください",
        "confirm the division and its director",
    ),
    "evaluation_date": Bilingual(
        "{year}の評価を実施する時期を記入してください",
        "enter when the evaluation of {year} takes place",
    ),
    "left_open": Bilingual(
        "前から残っています。記入又は確認してください",
        "left open earlier; fill it in or confirm it",
    ),
    # what is no longer there
    "column_left": Bilingual(
        "様式の年度の欄から外れました",
        "its column has left the form",
    ),
    "head_changed": Bilingual("見出しを「{now}」に改めました", "the head now reads 「{now}」"),
    "text_changed": Bilingual("「{now}」に改めました", "now reads 「{now}」"),
    "target_over": Bilingual(
        "目標年度（{year}）を過ぎました",
        "its year ({year}) is over",
    ),
    "published": Bilingual(
        "前の年度の評価書で公表された結果です", "published with the sheet of the earlier year"
    ),
    "evaluated_then": Bilingual(
        "前の年度の評価の実施時期です", "the time of the evaluation of the earlier year"
    ),
    "accepted_gone": Bilingual(
        "承認した所見の欄がなくなったか、記載が変わりました",
        "the cell of the accepted finding is gone or has changed",
    ),
}

_DUE = Bilingual("{due}に判明の予定です。", "due {due}: ")


def say(code: str, **details: object) -> Bilingual:
    """Text `code` with its gaps filled: an integer is a fiscal year, `last` a year and its text.

    Examples
    --------
    >>> say("annual_target", year=2013, last=(2012, "24地域")).en
    'enter the target of FY2013 (FY2012: 「24地域」), or － if there is none'
    """
    shown = {key: _shown(value) for key, value in details.items()}
    shown["last"] = _last(details.get("last"))
    shown["due"] = _DUE.format(due=due) if (due := details.get("due")) else ""
    return _TEXTS[code].format(**shown)


def _last(last: object) -> Bilingual | str:
    if not isinstance(last, tuple):
        return ""
    year, text = map(_shown, last)
    return Bilingual("（{year}は「{text}」）", " ({year}: 「{text}」)").format(year=year, text=text)


def _shown(value: object) -> Bilingual | str:
    if isinstance(value, int):
        return fiscal_year(value)
    return shortened(str(value or "").replace("\n", ""))
