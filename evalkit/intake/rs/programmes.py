"""What RSシステム says of the projects of a policy: names, summaries, divisions, budgets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from evalkit.intake.rs.tables import Row, RsError, RsFolder
from evalkit.sheet.bilingual import Bilingual

PROJECT = "予算事業ID"
_POLICY = ("政策所管府省庁_P", "政策", "施策")
_TOTALS = {
    "initial": "当初予算（合計）",
    "supplementary": "補正予算（合計）",
    "carried_from": "前年度からの繰越し（合計）",
    "reserve": "予備費等（合計）",
    "total": "計（歳出予算現額合計）",
    "executed": "執行額（合計）",
}
_NUMBER = re.compile(r"[(\s]*((?:[IVX]+|\d+)(?:[\s()]*-[\s()]*\d+)*)")
_STEP = "(?:[0-9０-９]+|[①-⑳Ⅰ-Ⅻ]|[IVXＩＶＸ]+)"
_PRINTED_NUMBER = re.compile(rf"^[\s（(]*{_STEP}(?:[\s)）]*[-－ー‐−–][\s（(]*{_STEP})*[)）]?\s*")
_TEXTS: Mapping[str, Bilingual] = {
    "ministry": Bilingual(
        "{path}: 府省「{seen}」の施策がありません。あるのは: {known}",
        '{path}: no policy of the ministry "{seen}"; there are: {known}',
    ),
    "none": Bilingual(
        "{path}: {ministry} に番号「{seen}」の施策がありません。あるのは: {known}",
        '{path}: {ministry} has no policy numbered "{seen}"; there are: {known}',
    ),
    "several": Bilingual(
        "{path}: 番号「{seen}」に当たる施策が二つ以上あります。政策の番号から書いてください:"
        " {known}",
        '{path}: more than one policy is numbered "{seen}"; begin with the number above it:'
        " {known}",
    ),
}


@dataclass(frozen=True)
class RsBudget:
    """Amounts of a project in one budget year, in yen; None where the table is blank."""

    initial: int | None
    supplementary: int | None
    carried_from: int | None
    reserve: int | None
    total: int | None
    executed: int | None

    @property
    def adds_up(self) -> bool:
        """Whether 当初 + 補正 + 前年度からの繰越し + 予備費等 = 計, as far as all are there."""
        parts = (self.initial, self.supplementary, self.carried_from, self.reserve)
        known = [each for each in parts if each is not None]
        return len(known) < len(parts) or self.total is None or sum(known) == self.total

    @property
    def revised(self) -> int | None:
        """補正後: the initial budget and what was added to it."""
        if self.initial is None or self.supplementary is None:
            return None
        return self.initial + self.supplementary


@dataclass
class Programme:
    """A project (予算事業) of a policy."""

    id: str
    name: str
    old_number: str = ""  # 旧事業番号
    summary: str = ""
    division: str = ""  # 課, or else 局・庁
    budgets: dict[int, RsBudget] = field(default_factory=dict)
    unclear: set[int] = field(default_factory=set)  # years of which the table says two things


@dataclass(frozen=True)
class RsPolicy:
    """A policy as RSシステム has it, with its projects in the order of the table."""

    ministry: str
    number: str
    name: str
    programmes: tuple[Programme, ...]


def find_policy(folder: RsFolder, ministry: str, number: str) -> RsPolicy:
    """Policy of a ministry by its number, with all that the tables say of its projects.

    Parameters
    ----------
    folder : RsFolder
    ministry : str
        As the tables call it: 文部科学省.
    number : str
        Of the policy as printed; with that of the policy above where it needs one: Ⅰ-1-2.

    Raises
    ------
    RsError
        If the tables have no such policy, or more than one; the sentence names those there are.
    """
    policies: dict[tuple[str, str], dict[str, str]] = {}
    ministries: dict[str, None] = {}
    for row in folder.rows("1-3", PROJECT, "事業名", *_POLICY):
        owner, above, own = (row[column] for column in _POLICY)
        ministries.setdefault(owner)
        if owner == ministry:
            policies.setdefault((above, own), {}).setdefault(row[PROJECT], row["事業名"])
    where = folder.path.as_posix()
    if not policies:
        known = "、".join(filter(None, ministries))
        raise RsError(_TEXTS["ministry"].format(path=where, seen=ministry, known=known))
    found = [each for each in policies if _numbers(number) in _names_of(*each)]
    if len(found) != 1:
        code, shown = ("several", found) if found else ("none", [*policies])
        known = "、".join(" / ".join(each) for each in shown)
        raise RsError(_TEXTS[code].format(path=where, ministry=ministry, seen=number, known=known))
    above, own = found[0]
    name = _without_number(own) or _without_number(above)
    programmes = {key: Programme(key, text) for key, text in policies[found[0]].items()}
    describe(folder, programmes)
    return RsPolicy(ministry, number, name, tuple(programmes.values()))


_OUTLINE = (PROJECT, "事業の概要", "旧事業番号")


def read_projects(folder: RsFolder) -> dict[str, Programme]:
    """Every project of the tables by its 予算事業ID, with all that they say of it."""
    rows = folder.rows("1-2", "事業名", *_OUTLINE)
    known = {
        row[PROJECT]: Programme(row[PROJECT], row["事業名"], row["旧事業番号"], row["事業の概要"])
        for row in rows
    }
    _add_divisions_and_budgets(folder, known)
    return known


def describe(folder: RsFolder, programmes: Mapping[str, Programme]) -> None:
    """Fill in what the tables 1-1, 1-2 and 2-1 say of projects, given by their 予算事業ID."""
    for row, it in _of(programmes, folder.rows("1-2", *_OUTLINE)):
        it.summary, it.old_number = row["事業の概要"], row["旧事業番号"]
    _add_divisions_and_budgets(folder, programmes)


def _add_divisions_and_budgets(folder: RsFolder, programmes: Mapping[str, Programme]) -> None:
    for row, it in _of(programmes, folder.rows("1-1", PROJECT, "課", "局・庁")):
        it.division = it.division or row["課"] or row["局・庁"]
    for row, it in _of(programmes, folder.rows("2-1", PROJECT, "予算年度", *_TOTALS.values())):
        if row[_TOTALS["initial"]]:  # the line of the whole project, not of one account
            _add_budget(it, row)


def _of(
    programmes: Mapping[str, Programme], rows: Iterable[Row]
) -> Iterator[tuple[Row, Programme]]:
    for row in rows:
        if it := programmes.get(row[PROJECT]):
            yield row, it


def _add_budget(programme: Programme, row: Row) -> None:
    amounts = {item: _yen(row[column]) for item, column in _TOTALS.items()}
    budget = RsBudget(**amounts)
    year = int(row["予算年度"]) if row["予算年度"].isdecimal() else 0
    if programme.budgets.setdefault(year, budget) != budget:
        programme.unclear.add(year)


def _yen(text: str) -> int | None:
    """Whole yen of a cell, which may be written 110060765000.0; None of a blank or another text."""
    found = re.fullmatch(r"(-?\d+)(?:\.0+)?", text.replace(",", ""))
    return int(found[1]) if found else None


# Numbers of policies


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", re.sub("[ー－‐−–—―]", "-", text))


def _numbers(text: str) -> tuple[str, ...]:
    """Steps of the number that a text begins with.

    Examples
    --------
    >>> _numbers("７－２ 総合知の活用"), _numbers("Ⅰー１ 医療"), _numbers("（１） 法教育")
    (('7', '2'), ('I', '1'), ('1',))
    >>> _numbers("いずれの施策にも関連しないもの")
    ()
    """
    found = _NUMBER.match(_plain(text))
    return tuple(re.findall(r"[IVX]+|\d+", found[1])) if found else ()


def _without_number(text: str) -> str:
    """Name of a policy without its number; '' of a dash.

    Examples
    --------
    >>> _without_number("⑦ 農地（田畑）の確保"), _without_number("ー")
    ('農地（田畑）の確保', '')
    """
    return _PRINTED_NUMBER.sub("", text).strip(" ー－-")


def _names_of(above: str, own: str) -> set[tuple[str, ...]]:
    """Every way in which a policy is numbered: its own, or after that of the policy above it.

    Examples
    --------
    >>> sorted(_names_of("Ⅰー１ 医療提供体制", "１－２ 働き方改革"))
    [('1', '2'), ('I', '1', '1', '2'), ('I', '1', '2')]
    """
    upper, lower = _numbers(above), _numbers(own)
    joined = {upper + lower}
    if upper and upper[-1:] == lower[:1]:
        joined.add(upper + lower[1:])
    return (joined | {lower}) - {()}
