"""Data sources (指標に用いたデータ・資料等): whether every figure can be traced to one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evalkit.assess.audit.form import Form, GoalPart, goals, whole
from evalkit.assess.audit.kit import Hit, Spot, check, hit
from evalkit.assess.audit.programmes import read_references
from evalkit.assess.audit.wording import listed_numbers
from evalkit.sheet.bilingual import DOT, Bilingual
from evalkit.sheet.model import DataSource

_FEW_SOURCES = 0.5  # sources for each indicator, below which nobody can guess which is whose
_STATED = {
    Bilingual("作成者", "the author"): re.compile("作成[:：]|作成者"),
    Bilingual("公表時期", "the date"): re.compile("時期"),
    Bilingual("所在", "the place"): re.compile("所在|https?:", re.IGNORECASE),
}
_END = r"[^\s（）()「」、。]*"
_SCHEME = "(?<![a-z])(?:h?ttps?|hhtps?|htt?pps?)"  # and its usual slips
_URL = re.compile(rf"{_SCHEME}\s*(?:[:：;；]|//){_END}|ｈｔｔｐ{_END}", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[a-z0-9.-]+\.[a-z]{2,}(?:[:/?#][!-~]*)?", re.IGNORECASE)


@check(
    "no-data-source",
    "warning",
    over=whole,
    title=Bilingual(
        "データ・資料等のない達成目標・指標", "A goal or indicator without a data source"
    ),
    why=Bilingual(
        "出所のない数値は、読み手が確かめることができない。",
        "A figure without a source cannot be checked by its reader.",
    ),
    says={
        "none": Bilingual(
            "指標は{count}件あるが、「指標に用いたデータ・資料等」に記載がない。",
            "Indicators: {count}; data sources: none.",
        ),
        "some": Bilingual(
            "達成目標{goal}の指標{numbers}（{count}件）に対応するデータ・資料等の記載がない。",
            "No data source is given for {numbers} ({count}) of goal {goal}.",
        ),
    },
    do={
        "none": Bilingual(
            "指標ごとに資料名、作成者、公表時期、所在を記す。",
            "Name the source of each indicator, who made it, when, and where it is.",
        ),
        "some": Bilingual(
            "達成目標{goal}の指標{numbers}に用いた資料名、作成者、公表時期、所在を記す。",
            "Name the sources of {numbers} of goal {goal}, who made them, when, and where they"
            " are.",
        ),
    },
)
def missing_sources(form: Form) -> Iterator[Hit]:
    """Goals without a source, where sources stand by goal; and indicators, where by indicator.

    A form that has no such section has no findings.
    """
    sources = form.sheet.data_sources
    rows = form.indicators
    if rows and not sources and form.has("data_sources"):
        yield hit(("data_sources",), "none", related=rows, count=len(rows))
    elif sources and all(source.achievement_goal for source in sources):
        for part in goals(form):
            own = [each for each in sources if each.achievement_goal == part.goal.no]
            yield from _without_source(part, own)


def _without_source(part: GoalPart, sources: Sequence[DataSource]) -> Iterator[Hit]:
    goal = part.goal
    named = [read_references(each.indicators, goal=goal.no) for each in sources]
    numbered = {reference.indicator for found in named for reference in found or ()}
    missing = [row for row in part.indicators if row.indicator.no not in numbered]
    if not missing or (sources and not all(named)):
        return  # a source without a number may be that of any indicator
    first, *others = missing
    yield hit(
        Spot(first.path if sources else part.path, goal.name),
        "some",
        related=others if sources else missing,
        goal=goal.no,
        numbers=listed_numbers(row.indicator.no for row in missing),
        count=len(missing),
    )


@check(
    "source-of-which-indicator",
    "info",
    over=goals,
    title=Bilingual("どの指標の資料か分からない", "Sources that do not say whose they are"),
    why=Bilingual(
        "資料と指標の対応がなければ、どの数値の出所が欠けているか分からない。",
        "Unless sources say whose they are, nobody sees which figure has none.",
    ),
    says=Bilingual(
        "達成目標{goal}は指標{indicators}件に対し資料{sources}件で、どの指標の資料か記載がない。",
        "Goal {goal}: indicators {indicators}, sources {sources}; nothing says which is whose.",
    ),
    do=Bilingual(
        "資料ごとに指標番号を記し、資料のない指標を補う。",
        "Give each source its indicator, and the others their source.",
    ),
)
def sources_of_unknown_indicators(part: GoalPart) -> Iterator[Hit]:
    """Goals with far fewer sources than indicators, none of which names an indicator."""
    goal, form = part.goal, part.form
    own = [each for each in form.sources if each.source.achievement_goal == goal.no]
    few = 0 < len(own) < _FEW_SOURCES * len(goal.indicators)
    if few and not any(each.source.indicators for each in own):
        first, *others = own
        yield hit(
            first,
            related=[*others, *part.indicators],
            goal=goal.no,
            indicators=len(goal.indicators),
            sources=len(own),
        )


@check(
    "source-details",
    "info",
    over=whole,
    title=Bilingual("作成者・時期・所在の欠けた資料", "A source without its author, date or place"),
    why=Bilingual(
        "資料名だけでは、読み手が同じ資料にたどり着けない。",
        "A name alone does not lead its reader to the source.",
    ),
    says=Bilingual(
        "資料{all}件のうち{poor}件に{details}の記載がない（{full}件にはある）。",
        "Sources: {all}; without {details}: {poor}; complete: {full}.",
    ),
    do=Bilingual(
        "{details}を記す。公表していない資料ならその旨を記す。",
        "Add {details}; or say that the source is not published.",
    ),
)
def lacking_details(form: Form) -> Iterator[Hit]:
    """Sources without details that another source of the sheet has; one finding for all."""
    lacking = [(each, _lacking(each.printed)) for each in form.sources]
    full = [each for each, details in lacking if not details]
    poor = [(each, details) for each, details in lacking if details]
    if full and poor:
        details = [each for each in _STATED if any(each in own for _, own in poor)]
        (first, _), *others = poor
        yield hit(
            first,
            related=[each for each, _ in others],
            all=len(lacking),
            poor=len(poor),
            full=len(full),
            details=Bilingual.join(details, DOT),
        )


def _lacking(text: str) -> list[Bilingual]:
    return [name for name, stated in _STATED.items() if not stated.search(text)]


@check(
    "source-url",
    "info",
    over=whole,
    title=Bilingual("資料の所在（URL）", "The address of a source"),
    why=Bilingual(
        "URLは数年で変わることが多く、誤りがあれば資料にたどり着けない。",
        "Addresses often change within years, and a broken one leads nowhere.",
    ),
    says={
        "malformed": Bilingual("「{url}」はURLの形をしていない。", '"{url}" is no address.'),
        "old": Bilingual(
            "所在{all}件のうち{old}件がhttp://のURLのみである（{url}）。",
            "Addresses that begin with http://: {old} of {all} ({url}).",
        ),
    },
    do={
        "malformed": Bilingual("正しいURLに直す。", "Mend the address."),
        "old": Bilingual(
            "リンク先が開くか確認し、移っていれば改める。",
            "See whether they still open, and mend those that have moved.",
        ),
    },
)
def doubtful_addresses(form: Form) -> Iterator[Hit]:
    """Addresses that are malformed; and, once, those that begin with http:// and may have moved."""
    urls = [(each, found[0]) for each in form.sources for found in _URL.finditer(each.printed)]
    for each, url in urls:
        if not _ADDRESS.fullmatch(url):
            yield hit(each, "malformed", severity="warning", url=url)
    old = [pair for pair in urls if pair[1].startswith("http://") and _ADDRESS.fullmatch(pair[1])]
    if old:
        (first, url), *others = old
        more = [each for each, _ in others]
        yield hit(first, "old", related=more, all=len(urls), old=len(old), url=url)
