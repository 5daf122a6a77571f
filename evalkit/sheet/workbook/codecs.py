"""How a value of the sheet file shows in a cell of the form, and what is read from there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from evalkit.sheet.budget import BudgetRole
from evalkit.sheet.indicator import Kind
from evalkit.sheet.model import SectionName
from evalkit.sheet.plain_data import Value
from evalkit.sheet.references import circled, read_number_sign
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import fold, plain_text


@dataclass(frozen=True)
class Codec:
    """Two ways of one translation; `read` raises ValueError for what is not allowed."""

    show: Callable[[Value], str]
    read: Callable[[str], Value]
    choices: tuple[str, ...] = ()
    example: str = ""  # of what is allowed, where no choices say it


def reading_of(value: Value) -> str:
    """How a malformed figure is to be read, where its author said so."""
    return str(value.get("reading", "")) if isinstance(value, Mapping) else ""


def _show_text(value: Value) -> str:
    if isinstance(value, Mapping):
        return str(value["printed"])
    return "" if value is None else str(value)


TEXT = Codec(_show_text, str)


def _show_number(value: Value) -> str:
    text = _show_text(value)
    return circled(text) if text == text.lstrip("0") and text.isascii() else text


def _read_number(text: str) -> str:
    """Read ③, ３ and (3) alike."""
    return plain_text(read_number_sign(text)).strip("()")


NUMBER = Codec(_show_number, _read_number)
GOAL_NUMBER = Codec(_show_text, _read_number)
OPTIONAL = Codec(_show_text, lambda text: text or None)


def _choice(titles: Mapping[str, str]) -> Codec:
    """Choice from a list, or nothing; the sheet file's own words are understood too."""
    values = {title: value for value, title in titles.items()}

    def read(text: str) -> str | None:
        chosen = text.strip()
        if chosen and chosen not in values and chosen not in titles:
            raise ValueError(chosen)
        return values.get(chosen, chosen) or None

    return Codec(lambda value: titles.get(_show_text(value), ""), read, (*values,))


KIND = _choice({kind: TERMS[kind].ja for kind in get_args(Kind)})
_MAIN = _choice({"true": "はい", "false": "いいえ"})
MAIN = Codec(lambda value: "はい" if value == "true" else "", _MAIN.read, _MAIN.choices)
DIRECTION = _choice({"up": "増加", "down": "減少"})
AFTER = _choice({name: f"{TERMS[name].ja}の後" for name in get_args(SectionName)})
ROLE = _choice({name: TERMS[name].ja for name in (*get_args(BudgetRole),)})
WINDOWS = _choice({"mean": "平均", "sum": "合計"})

_PURE = "なし"


def _show_unit(value: Value) -> str:
    return _PURE if value == "" else _show_text(value)


UNIT = Codec(_show_unit, lambda text: "" if text.strip() == _PURE else text or None)

_DECISIONS = {"met": "達成", "missed": "未達成"}
_DECISION = re.compile(r"\s*(?P<year>[0-9]{4})\s*[:：]?\s*(?P<decision>達成|未達成)\s*")


def _show_decisions(value: Value) -> str:
    decisions: Mapping[str, str] = value or {}
    return "、".join(f"{year} {_DECISIONS[word]}" for year, word in sorted(decisions.items()))


def _read_decisions(text: str) -> Value:
    words = {title: word for word, title in _DECISIONS.items()}
    decisions = {}
    for part in filter(str.strip, re.split("[、,，\n]", fold(text))):
        found = _DECISION.fullmatch(part)
        if not found:
            raise ValueError(part)
        decisions[found["year"]] = words[found["decision"]]
    return decisions


DECISIONS = Codec(_show_decisions, _read_decisions, example="2012 達成、2013 未達成")


_EXTERNAL = re.compile(r"(?P<name>.+?)\s+(?P<years>[0-9]{4}(?:-[0-9]{4})?)\s*[:：]\s*(?P<cell>.+)")


def _show_external(value: Value) -> str:
    series: Mapping[str, Mapping[str, Value]] = value or {}
    return "\n".join(
        f"{name} {years}: {_show_text(cell)}"
        for name, cells in series.items()
        for years, cell in cells.items()
    )


def _read_external(text: str) -> Value:
    """Read a value a line; a line that names none goes on with the cell before."""
    values: dict[str, dict[str, str]] = {}
    cells, years = {}, ""
    for line in filter(str.strip, text.split("\n")):
        if found := _EXTERNAL.fullmatch(line):
            cells, years = values.setdefault(found["name"], {}), found["years"]
            cells[years] = found["cell"]
        elif years:
            cells[years] += f"\n{line}"
        else:
            raise ValueError(line)
    return values


EXTERNAL_VALUES = Codec(_show_external, _read_external)


def _list(separator: str) -> Codec:
    def read(text: str) -> list[str]:
        return [part.strip() for part in text.split(separator) if part.strip()]

    return Codec(lambda value: separator.join(value or ()), read)


_PARTED = re.compile(r"(?<!\\)[|｜]")


def _show_rows(value: Value) -> str:
    """Rows a line each, cells between bars; a bar or a line break of a cell is escaped."""
    escaped = (
        (cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for cell in row)
        for row in value or ()
    )
    return "\n".join(" | ".join(row) for row in escaped)


def _read_rows(text: str) -> list[list[str]]:
    lines = filter(str.strip, text.split("\n"))
    return [[_unescaped(cell.strip()) for cell in _PARTED.split(line)] for line in lines]


def _unescaped(cell: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], cell)


ROWS = Codec(_show_rows, _read_rows)
LINES = _list("\n")

_SINCE = r"［(?P<since>[0-9]{4})?(?:から)?(?:[：:](?P<reason>.*?))?］"
_TARGET = re.compile(rf"(?P<text>(?:\\.|[^\\［])*)(?:［読み[：:](?P<reading>.*?)］)?(?:{_SINCE})?")


def _show_targets(value: Value) -> str:
    """Targets a line each; behind one that was revised since when it holds, and why."""
    return "\n".join(map(_show_target, value or ()))


def _show_target(target: Mapping[str, Value]) -> str:
    text, since, reason = (target.get(key) or "" for key in ("text", "since", "reason"))
    reading = reading_of(text)
    return "".join((
        re.sub(r"([\\［])", r"\\\1", _show_text(text)).replace("\n", "\\n"),
        f"［読み：{reading}］" if reading else "",
        f"［{since}から" if since else "［" if reason else "",
        f"：{reason}" if reason else "",
        "］" if since or reason else "",
    ))  # fmt: skip


def _read_targets(text: str) -> list[Value]:
    return [_read_target(line.strip()) for line in text.split("\n") if line.strip()]


def _read_target(line: str) -> Value:
    found = _TARGET.fullmatch(line)
    if not found:
        raise ValueError(line)
    printed = _unescaped(found["text"])
    read = found["reading"] is not None
    text = {"printed": printed, "reading": found["reading"]} if read else printed
    rest = {key: found[key] for key in ("since", "reason") if found[key]}
    return {"text": text, **rest}


TARGETS = Codec(
    _show_targets,
    _read_targets,
    example="（2020年度）50％（改行）（2025年度）60％［2021から：計画の改定］",
)

_PICTURE = re.compile(r"(?P<caption>.*?)［(?P<file>[^［］]+\.(?:png|jpe?g))］(?P<text>.*)", re.I)


def _show_pictures(value: Value) -> str:
    """Pictures a line each: the caption, and of those with a file its name and what it shows."""
    return "\n".join(
        each if isinstance(each, str) else f"{each['caption']}［{each['file']}］{each['text']}"
        for each in value or ()
    )


def _read_pictures(text: str) -> list[Value]:
    lines = (line.strip() for line in text.split("\n") if line.strip())
    return [found.groupdict() if (found := _PICTURE.fullmatch(line)) else line for line in lines]


PICTURES = Codec(_show_pictures, _read_pictures)
NAMES = _list("、")


_RANGE = re.compile(r"\s*(?P<grade>[^:：]+?)\s*[:：]\s*(?P<range>.*?)\s*")


def _read_ranges(text: str) -> Value:
    ranges = {}
    for line in filter(str.strip, text.split("\n")):
        found = _RANGE.fullmatch(line)
        if not found:
            raise ValueError(line)
        ranges[found["grade"]] = found["range"]
    return ranges


RANGES = Codec(
    lambda value: "\n".join(f"{name}：{said}" for name, said in (value or {}).items()),
    _read_ranges,
    example="A：100％以上120％未満",
)
