"""Data sources (指標に用いたデータ・資料等): whether every figure can be traced to one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from evalkit.assess.audit.checks.form.references import listed, readable
from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.model import AchievementGoal, DataSource, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import counted
from evalkit.sheet.references import parse_references

_FEW_SOURCES = 0.5  # sources for each indicator, below which nobody can guess which is whose
_STATED = {
    "作成者": re.compile("作成[:：]|作成者"),
    "公表時期": re.compile("時期"),
    "所在": re.compile("所在|https?:", re.IGNORECASE),
}
_END = r"[^\s（）()「」、。]*"
_SCHEME = "(?<![a-z])(?:h?ttps?|hhtps?|htt?pps?)"  # and its usual slips
_URL = re.compile(rf"{_SCHEME}\s*(?:[:：;；]|//){_END}|ｈｔｔｐ{_END}", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[a-z0-9.-]+\.[a-z]{2,}(?:[:/?#][!-~]*)?", re.IGNORECASE)


@check(
    "no-data-source",
    "warning",
    title=Bilingual(
        "データ・資料等のない達成目標・指標", "A goal or indicator without a data source"
    ),
    why=Bilingual(
        "出所のない数値は、読み手が確かめることができない。",
        "A figure without a source cannot be checked by its reader.",
    ),
)
def find_no_data_source(form: Form) -> Iterator[Found]:
    """Goals without a source, where sources stand by goal; and indicators, where by indicator."""
    sources = form.sheet.data_sources
    if not sources:
        yield _no_source_at_all(form.sheet)
    elif all(source.achievement_goal for source in sources):
        for place, goal in enumerate(form.sheet.achievement_goals):
            own = [source for source in sources if source.achievement_goal == goal.no]
            yield from _without_source(("achievement_goals", place), goal, own)


def _no_source_at_all(sheet: Sheet) -> Found:
    everywhere = [
        path
        for place, goal in enumerate(sheet.achievement_goals)
        for path in _paths(("achievement_goals", place), goal)
    ]
    has = "is" if len(everywhere) == 1 else "are"
    return Found(
        path=("data_sources",),
        printed="",
        related=tuple(everywhere),
        evidence=Bilingual(
            f"指標は{len(everywhere)}件あるが、「指標に用いたデータ・資料等」に記載がない。",
            f"There {has} {counted(len(everywhere), 'indicator', 'indicators')}, but no data"
            " source.",
        ),
        suggestion=Bilingual(
            "指標ごとに資料名、作成者、公表時期、所在を記す。",
            "Name the source of each indicator, who made it, when, and where it is.",
        ),
    )


def _without_source(
    path: KeyPath, goal: AchievementGoal, sources: Sequence[DataSource]
) -> Iterator[Found]:
    named = [parse_references(readable(each.indicators), goal=goal.no) for each in sources]
    numbered = {reference.indicator for found in named for reference in found or ()}
    missing = [each.no for each in goal.indicators if each.no not in numbered]
    if not missing or (sources and not all(named)):
        return  # a source without a number may be that of any indicator
    numbers = listed(missing)
    paths = _paths(path, goal, missing)
    yield Found(
        path=paths[0] if sources else path,
        printed=goal.name,
        related=paths[1:] if sources else paths,
        evidence=Bilingual(
            f"達成目標{goal.no}の指標{numbers}（{len(missing)}件）に対応するデータ・資料等の記載がない。",
            f"No data source is given for {numbers} ({len(missing)}) of goal {goal.no}.",
        ),
        suggestion=Bilingual(
            f"達成目標{goal.no}の指標{numbers}に用いた資料名、作成者、公表時期、所在を記す。",
            f"Name the sources of {numbers}, who made them, when, and where they are.",
        ),
    )


def _paths(
    path: KeyPath, goal: AchievementGoal, numbers: Container[str] | None = None
) -> tuple[KeyPath, ...]:
    """Paths of the goal's indicators, or of those with one of `numbers`."""
    return tuple(
        (*path, "indicators", place)
        for place, each in enumerate(goal.indicators)
        if numbers is None or each.no in numbers
    )


@check(
    "source-of-which-indicator",
    "info",
    title=Bilingual("どの指標の資料か分からない", "Sources that do not say whose they are"),
    why=Bilingual(
        "資料と指標の対応がなければ、どの数値の出所が欠けているか分からない。",
        "Unless sources say whose they are, nobody sees which figure has none.",
    ),
)
def find_source_of_which_indicator(form: Form) -> Iterator[Found]:
    """Goals with far fewer sources than indicators, none of which names an indicator."""
    for place, goal in enumerate(form.sheet.achievement_goals):
        own = [
            (n, source)
            for n, source in enumerate(form.sheet.data_sources)
            if source.achievement_goal == goal.no
        ]
        few = 0 < len(own) < _FEW_SOURCES * len(goal.indicators)
        if few and not any(source.indicators for _, source in own):
            yield Found(
                path=("data_sources", own[0][0]),
                printed=own[0][1].text,
                related=(
                    *(("data_sources", n) for n, _ in own[1:]),
                    *_paths(("achievement_goals", place), goal),
                ),
                evidence=Bilingual(
                    f"達成目標{goal.no}は指標{len(goal.indicators)}件に対し資料{len(own)}件で、"
                    "どの指標の資料か記載がない。",
                    f"Goal {goal.no} has {len(goal.indicators)} indicators and "
                    f"{counted(len(own), 'source', 'sources')}; nothing says which is whose.",
                ),
                suggestion=Bilingual(
                    "資料ごとに指標番号を記し、資料のない指標を補う。",
                    "Give each source its indicator, and the others their source.",
                ),
            )


@check(
    "source-details",
    "info",
    title=Bilingual("作成者・時期・所在の欠けた資料", "A source without its author, date or place"),
    why=Bilingual(
        "資料名だけでは、読み手が同じ資料にたどり着けない。",
        "A name alone does not lead its reader to the source.",
    ),
)
def find_source_details(form: Form) -> Iterator[Found]:
    """Sources without details that another source of the sheet has; one finding for all."""
    sources = form.sheet.data_sources
    lacking = {
        n: [word for word, stated in _STATED.items() if not stated.search(source.text)]
        for n, source in enumerate(sources)
    }
    full = [n for n, words in lacking.items() if not words]
    poor = [n for n, words in lacking.items() if words]
    if full and poor:
        words = [word for word in _STATED if any(word in lacking[n] for n in poor)]
        yield Found(
            path=("data_sources", poor[0]),
            printed=sources[poor[0]].text,
            related=tuple(("data_sources", n) for n in poor[1:]),
            evidence=Bilingual(
                f"資料{len(sources)}件のうち{len(poor)}件に{'・'.join(words)}の記載がない"
                f"（{len(full)}件にはある）。",
                f"Author, date and place are all stated for {len(full)} of {len(sources)} sources"
                " only.",
            ),
            suggestion=Bilingual(
                f"{'・'.join(words)}を記す。公表していない資料ならその旨を記す。",
                "Say who made them, when, and where they are; or that they are not published.",
            ),
        )


@check(
    "source-url",
    "info",
    title=Bilingual("資料の所在（URL）", "The address of a source"),
    why=Bilingual(
        "URLは数年で変わることが多く、誤りがあれば資料にたどり着けない。",
        "Addresses often change within years, and a broken one leads nowhere.",
    ),
)
def find_source_url(form: Form) -> Iterator[Found]:
    """Addresses that are malformed; and, once, those that begin with http:// and may have moved."""
    sources = form.sheet.data_sources
    urls = [(n, found[0]) for n, each in enumerate(sources) for found in _URL.finditer(each.text)]
    for n, url in urls:
        if not _ADDRESS.fullmatch(url):
            yield Found(
                path=("data_sources", n),
                printed=sources[n].text,
                severity="warning",
                evidence=Bilingual(f"「{url}」はURLの形をしていない。", f'"{url}" is no address.'),
                suggestion=Bilingual("正しいURLに直す。", "Mend the address."),
            )
    old = [(n, url) for n, url in urls if url.startswith("http://") and _ADDRESS.fullmatch(url)]
    if old:
        yield Found(
            path=("data_sources", old[0][0]),
            printed=sources[old[0][0]].text,
            related=tuple(("data_sources", n) for n, _ in old[1:]),
            evidence=Bilingual(
                f"所在{len(urls)}件のうち{len(old)}件がhttp://のURLのみである（{old[0][1]}）。",
                f"Addresses that begin with http://: {len(old)} of {len(urls)} ({old[0][1]}).",
            ),
            suggestion=Bilingual(
                "リンク先が開くか確認し、移っていれば改める。",
                "See whether they still open, and mend those that have moved.",
            ),
        )
