"""The whole form as it prints: its parts in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from evalkit.sheet.model import AchievementGoal, DataSource, FreeSection, Sheet
from evalkit.sheet.printing import in_calendar
from evalkit.sheet.published import EARLIER_HEADS, EARLIER_TITLES, Evaluation, Grading
from evalkit.sheet.terms import TERMS
from evalkit.sheet.word.blocks import (
    Block,
    Cell,
    Paragraph,
    PrintedPicture,
    Row,
    Table,
    labelled,
    row,
)
from evalkit.sheet.word.indicator_tables import breakdown_tables, corrections, indicator_tables
from evalkit.sheet.word.money_tables import budget_table, measure_table

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def printed_form(sheet: Sheet) -> list[Block]:
    """What the form prints of `sheet`, from the top.

    Actuals and targets are those of the years that have a column (:attr:`Sheet.window`). What the
    form does not print (kind, direction, the audit's settings, …) is not there.
    """
    with in_calendar(sheet.calendar):
        return [*_together(_blocks(sheet))]


class _Text(NamedTuple):
    """A part of the form that is one text behind its label."""

    label: str
    text: str


def _blocks(sheet: Sheet) -> Iterator[Block | _Text]:
    yield from _top(sheet)
    yield from _sections(sheet, "policy_goal")
    yield from _grading(sheet.grading)
    for part in sorted(_PARTS, key=lambda part: sheet.profile.order(_HELD.get(part) or part)):
        yield from _PARTS[part](sheet)
        yield from _sections(sheet, part)
    yield from _sections(sheet, None)


def _together(blocks: Iterable[Block | _Text]) -> Iterator[Block]:
    """Blocks of the form; labelled texts that follow each other are one table."""
    for is_text, group in groupby(blocks, key=lambda each: isinstance(each, _Text)):
        if is_text:
            yield from labelled([each for each in group if isinstance(each, _Text)])
        else:
            yield from (each for each in group if not isinstance(each, _Text))


def _top(sheet: Sheet) -> Iterator[Block]:
    """Title, whose sheet it is, and the policy goal."""
    if sheet.title:
        yield Paragraph(text=sheet.title, look="title")
    origin = " ".join(filter(None, (sheet.ministry, sheet.document)))
    yield Paragraph(text=f"（{origin}）", look="origin")
    policy, profile = sheet.policy_goal, sheet.profile
    named = profile.heading("policy_goal")
    rows = [(f"{named}{policy.number}", policy.name), (profile.heading("summary"), policy.summary)]
    yield from labelled([each for each in rows if each[1]])


def _grading(grading: Grading | None) -> Iterator[Block]:
    if grading:
        texts = [(grade, grading.ranges.get(grade, "")) for grade in grading.scale]
        titles = [TERMS["grade"].ja, *([TERMS["ranges"].ja] if grading.ranges else [])]
        rows = (row("figure", each[: len(titles)]) for each in texts)
        title = TERMS["grading"].ja
        yield Paragraph(text=title, look="subheading")
        widths = (30, 70)[: len(titles)]
        yield Table(title=title, widths=widths, rows=(row("head", titles), *rows), heads=1)


# 達成目標 ----------------------------------------------------------------------------------------


def _goals(sheet: Sheet) -> Iterator[Block]:
    for goal in sheet.achievement_goals:
        yield from _goal_head(sheet, goal)
        yield from indicator_tables(sheet, goal)
        yield from corrections(goal)
        yield from (Paragraph(text=caption, look="picture") for caption in goal.figures)
        yield from breakdown_tables(sheet, goal)
        yield from _measures(sheet, goal)
        yield from _examples(goal)
        yield from _evaluation(sheet, goal.evaluation, _goal_label(sheet, goal))


def _goal_head(sheet: Sheet, goal: AchievementGoal) -> Iterator[Block]:
    named = sheet.profile.heading("achievement_goal")
    label = _goal_label(sheet, goal) or named
    cells = (Cell(text=label, look="label"), Cell(text=goal.name, look="goal"))
    yield Table(title=label, widths=(18, 82), rows=(Row(cells=cells, keeps=True),))


def _goal_label(sheet: Sheet, goal: AchievementGoal) -> str:
    """What the form calls a goal; "" where it has none."""
    named = sheet.profile.heading("achievement_goal")
    return "" if sheet.is_without_goals else named + wide_number(goal.no)


def wide_number(number: str) -> str:
    """Print a number within Japanese text: one digit in full width.

    Examples
    --------
    >>> wide_number("1"), wide_number("12"), wide_number("11.6")
    ('１', '12', '11.6')
    """
    return number.translate(_WIDE) if len(number) == 1 else number


def _measures(sheet: Sheet, goal: AchievementGoal) -> Iterator[Block]:
    if goal.measures:
        heads, profile = goal.tables.measures, sheet.profile
        title = profile.label(heads.heading) or profile.heading("measures")
        yield Paragraph(text=title, look="subheading")
        yield measure_table(sheet, goal.measures, heads, named=profile.heading("measures.name"))


def _examples(goal: AchievementGoal) -> Iterator[Block]:
    for example in goal.examples:
        yield Paragraph(text=example.heading, look="subheading")
        if example.text:
            yield Paragraph(text=example.text)
        yield from (PrintedPicture(picture=picture) for picture in example.pictures)


# 評価結果 ----------------------------------------------------------------------------------------


def _evaluation(sheet: Sheet, evaluation: Evaluation | None, of: str = "") -> Iterator[Block]:
    """Evaluation of the policy, or `of` one of its goals."""
    if not evaluation:
        return
    profile = sheet.profile
    title = profile.heading("evaluation")
    texts = [(profile.heading(key), text) for key, text in evaluation.texts()]
    scale = [(profile.heading("scale"), "\n".join(evaluation.scale))] if evaluation.scale else []
    yield Paragraph(text=f"{title}（{of}）" if of else title, look="heading")
    yield from labelled([*texts, *scale])
    earlier = tuple(
        row("cell", (each.result, each.reasons, each.date, each.reason))
        for each in evaluation.earlier
    )
    if earlier:
        result, date, reason = EARLIER_HEADS.values()
        titles = (result, TERMS["reasons"].ja, date, reason)
        title = EARLIER_TITLES["evaluation"]
        yield Paragraph(text=title, look="subheading")
        yield Table(title=title, widths=(24, 36, 16, 24),
                    rows=(row("head", titles), *earlier), heads=1)  # fmt: skip


def _evaluation_of_policy(sheet: Sheet) -> Iterator[Block]:
    return _evaluation(sheet, sheet.evaluation)


# 参考, 予算, 重要政策 ----------------------------------------------------------------------------


def _reference(sheet: Sheet) -> Iterator[Block]:
    reference = sheet.reference
    if reference:
        title = reference.heading or sheet.profile.heading("reference")
        yield Paragraph(text=title, look="heading")
        if reference.table.heading:
            yield Paragraph(text=reference.table.heading, look="subheading")
        named = sheet.profile.heading("reference.name")
        yield measure_table(sheet, reference.measures, reference.table, named=named)


def _budget(sheet: Sheet) -> Iterator[Block]:
    if sheet.budget:
        yield from budget_table(sheet, sheet.budget)


def _policies(sheet: Sheet) -> Iterator[Block]:
    policies = sheet.cabinet_policies
    if policies:
        title = sheet.profile.heading("cabinet_policies")
        heads = row("head", ("名称", "年月日", sheet.profile.heading("excerpt")))
        rows = (
            Row(
                cells=(Cell(text=each.name, look="name"), Cell(text=each.date, look="figure"),
                       Cell(text=each.excerpt)),
                splits=True,
            )
            for each in policies
        )  # fmt: skip
        yield Paragraph(text=title, look="heading")
        yield Table(title=title, widths=(17, 12, 71), rows=(heads, *rows), heads=1)


# 指標に用いたデータ・資料等, 指摘事項, 主管課 ----------------------------------------------------


def _sources(sheet: Sheet) -> Iterator[_Text]:
    if sheet.data_sources:
        label = sheet.profile.heading("data_sources")
        goal = sheet.profile.heading("achievement_goal")
        yield _Text(label, "\n".join(_source_lines(sheet.data_sources, goal)))


def _source_lines(sources: Sequence[DataSource], goal: str) -> Iterator[str]:
    """Entries under the goal that they are of, each behind a dot."""
    for number, own in groupby(sources, key=lambda each: each.achievement_goal):
        if number:
            yield f"{goal}{wide_number(number)}"
        for each in own:
            of = f"（指標{each.indicators}）" if each.indicators else ""
            yield f"・{each.text}{of}"


def _text_part(key: str) -> Callable[[Sheet], Iterator[_Text]]:
    """Part of a sheet at `key`; one that it has and leaves empty is printed so."""

    def part(sheet: Sheet) -> Iterator[_Text]:
        text = getattr(sheet, key)
        if text or key in sheet.model_fields_set:
            yield _Text(sheet.profile.heading(key), text)

    return part


_PARTS: Mapping[str, Callable[[Sheet], Iterator[Block | _Text]]] = {
    "achievement_goals": _goals,
    "evaluation": _evaluation_of_policy,
    "reference": _reference,
    "budget": _budget,
    "cabinet_policies": _policies,
    "data_sources": _sources,
    "expert_comments": _text_part("expert_comments"),
    "lead_division": _text_part("lead_division"),
    "related_divisions": _text_part("related_divisions"),
    "prepared_by": _text_part("prepared_by"),
    "evaluation_date": _text_part("evaluation_date"),
}
"""Parts by their names in a profile, in the order of the form of 24-7-2."""
_HELD = {"achievement_goals": "indicators"}
"""What a part holds in any form: one without 達成目標 has the indicators all the same."""


# その他の節 --------------------------------------------------------------------------------------


def _sections(sheet: Sheet, after: str | None) -> Iterator[Block]:
    """Sections that the form has besides ours: behind one of ours, or last."""
    for section in sheet.sections:
        if section.after == after:
            yield Paragraph(text=section.heading, look="heading")
            if section.text:
                yield Paragraph(text=section.text)
            yield from _free_table(section)
            yield from (PrintedPicture(picture=picture) for picture in section.pictures)


def _free_table(section: FreeSection) -> Iterator[Table]:
    if filled := section.filled_rows():
        head, *body = filled
        rows = (row("head", head), *(row("cell", each) for each in body))
        yield Table(title=section.heading, widths=(1,) * len(head), rows=rows, heads=1)
