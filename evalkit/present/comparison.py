"""前年度からの変更点: a comparison for the page, for a terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from markupsafe import Markup

from evalkit.assess.audit import SEVERITY_NAMES
from evalkit.assess.compare import Comparison
from evalkit.assess.compare.change import GROUP_NAMES, GROUPS, KIND_NAMES, Change, Group, Step
from evalkit.present.anchors import anchor
from evalkit.present.frames import Row
from evalkit.present.html import Content, element, join, lines
from evalkit.present.status import chip, judged, outlook_chip
from evalkit.present.tables import heads, table
from evalkit.present.words import Words
from evalkit.sheet.printing import POINTS, calculated, fiscal_year, percent

_CHIPS = {
    "target_easier": "pending", "target_dropped": "missed", "dropped": "missed",
    "open": "pending", "pending": "pending", "budget_dropped": "missed",
    "finding_new": "missed", "finding_solved": "met", "added": "met",
}  # fmt: skip
_LONGEST = 160  # characters of a text that are shown in full


class Changes:
    """A comparison in one language; `linked` as a section of the new sheet's own report."""

    def __init__(self, comparison: Comparison, words: Words, *, linked: bool = False) -> None:
        self.comparison = comparison
        self.words = words
        self.linked = linked

    @property
    def title(self) -> str:
        """Heading: since last year, or since an earlier version."""
        return self.words("changes" if self._later else "changes_between")

    @property
    def _later(self) -> bool:
        return self.comparison.new.fiscal_year > self.comparison.old.fiscal_year

    def sentence(self) -> str:
        """How many changes there are, in one sentence."""
        if not self.comparison.changes:
            return self.words("changes_none")
        old = self.words.said(fiscal_year(self.comparison.old.fiscal_year, "era"))
        name = old if self._later else self.words("earlier_version", year=old)
        counted = ((group, len(self.comparison.group(group))) for group in GROUPS)
        parts = (self._counted(group, count) for group, count in counted if count)
        return self.words(
            "changes_sentence", old=name, parts=self.words("between_figures").join(parts)
        )

    def _counted(self, group: Group, count: int) -> str:
        shown = self.words("changes_count", group=self.words.said(GROUP_NAMES[group]), count=count)
        if group == "restated":
            return shown + self.words("changes_flips", flips=self.comparison.flips)
        if group == "findings":
            return shown + self.words("changes_findings", **self.comparison.count())
        return shown

    # The page

    def whole(self) -> Markup:
        """One sentence, then a table for each group that has changes, the gravest first."""
        parts: list[Content] = [element("p", self.sentence(), class_="headline")]
        if self.comparison.changes:
            parts.append(element("p", self.words("changes_note"), class_="note"))
        for group in GROUPS:
            changes = self.comparison.group(group)
            if changes:
                parts += [self._heading(group), self._table(group, changes)]
        return join(parts)

    def _heading(self, group: Group) -> Markup:
        level = "h3" if self.linked else "h2"
        return element(level, self.words.said(GROUP_NAMES[group]), id=f"changes-{group}")

    def _table(self, group: Group, changes: tuple[Change, ...]) -> Markup:
        """Table of one group; where it can hold several kinds of change, each row names its own."""
        kinds = len(GROUPS[group]) > 1
        names = ("place", *(["change_kind"] if kinds else []), "change_old", "change_new",
                 "change_meaning")  # fmt: skip
        rows = (self._row(change, kinds=kinds) for change in changes)
        return table(
            "", heads(map(self.words, names)), element("tbody", *rows),
            id_=f"changes-{group}-table", class_="data changes", labelled_by=f"changes-{group}",
            widths=(26, 11, 20, 20, 23) if kinds else (30, 22, 22, 26),
        )  # fmt: skip

    def _row(self, change: Change, *, kinds: bool) -> Markup:
        kind = chip(_CHIPS.get(change.kind, "no_target"), self.words.said(KIND_NAMES[change.kind]))
        texts = (
            element("td", lines(text), lang=self.words.data_language)
            for text in shown_texts(change)
        )
        return element(
            "tr",
            element("th", self._place(change), scope="row"),
            *([element("td", kind)] if kinds else []),
            *texts,
            element("td", join(self._meaning(change), element("br"))),
        )

    def _place(self, change: Change) -> Content:
        place = self.words.said(change.place)
        target = self._target(change)
        return element("a", place, href=f"#{target}") if target else place

    def _target(self, change: Change) -> str:
        """Id of what the page shows of the place: the indicator's card, the budget."""
        gone = change.kind in ("dropped", "budget_dropped", "finding_solved")
        if gone or not self.linked:
            return ""
        path = change.path
        if path[0] == "achievement_goals":
            return anchor(self.comparison.new, path[:4] if "indicators" in path else path[:2])
        return "budget" if path[0] == "budget" else ""

    def _meaning(self, change: Change) -> Iterator[Content]:
        if change.finding:
            severity = SEVERITY_NAMES[change.finding.severity]
            yield f"{self.words.said(severity)}: {self.words.said(change.finding.title)}"
        if change.step and change.step.difference:
            yield self._step(change.step)
        yield from self._verdicts(change)
        if any(change.note):
            yield self.words.said(change.note)

    def _verdicts(self, change: Change) -> Iterator[Markup]:
        """Judgement and outlook, before and after where they turn."""
        flip = change.judgement
        if flip and flip.after and change.kind in ("restated", "entered"):
            before = flip.before if change.flips else None
            yield _arrow(*(judged(each, self.words) for each in (before, flip.after) if each))
        elif flip and flip.before and flip.after and change.flips:
            yield _arrow(judged(flip.before, self.words), judged(flip.after, self.words))
        if change.outlook:
            ends = (change.outlook.before, change.outlook.after)
            chips = _arrow(*(outlook_chip(end, self.words) for end in ends))
            yield join((f"{self.words('outlook')} ", chips))

    def _step(self, step: Step) -> str:
        """Difference, with the rate of change where the unit is no percentage."""
        language = self.words.language
        shares = step.unit in ("％", "%")
        unit = self.words.said(POINTS) if shares else step.unit
        shown = calculated(step.difference, unit, language, signed=True)
        if shares or step.rate is None:
            return shown
        plus = "+" if step.rate > 0 else ""
        rate = plus + percent(step.rate, language)
        return f"{shown}{self.words.space}{self.words('in_brackets', text=rate)}"

    # Terminal and programs

    def text_lines(self) -> Iterator[str]:
        """Lines of plain text: the sentence, then a line for each change."""
        yield self.sentence()
        for group in GROUPS:
            changes = self.comparison.group(group)
            if changes:
                yield ""
                yield f"{self.words.said(GROUP_NAMES[group])}: {len(changes)}"
                yield from map(self._line, changes)

    def _line(self, change: Change) -> str:
        kind, place = self.words.said(KIND_NAMES[change.kind]), self.words.said(change.place)
        meaning = "  ".join(map(_plain, self._meaning(change)))
        return f"  [{kind}] {place}: {self._texts(change)}  {meaning}".rstrip()

    def _texts(self, change: Change) -> str:
        """Old and new text in one line; once where they are the same, or only one can be."""
        old, new = (text.replace("\n", "") for text in shown_texts(change))
        if change.finding or old == new:
            return new or old
        none = self.words("none_printed")
        return f"{old or none} → {new or none}"

    def record(self) -> dict[str, object]:
        """Counts and changes for JSON; figures are decimal text, so that nothing is rounded."""
        rows = [
            {
                key: f"{value:f}" if isinstance(value, Decimal) else value
                for key, value in row.items()
            }
            for row in self.rows()
        ]
        counts = self.comparison.count()
        return {"counts": counts, "flips": self.comparison.flips, "changes": rows}

    def rows(self) -> Iterator[Row]:
        """One row for each change."""
        for change in self.comparison.changes:
            flip, outlook, step = change.judgement, change.outlook, change.step
            yield {
                "group": change.group,
                "kind": change.kind,
                "place": self.words.said(change.place),
                "path": "/".join(map(str, change.path)),
                "old": change.old,
                "new": change.new,
                "difference": step.difference if step else None,
                "rate": step.rate if step else None,
                "judgement_before": flip.before.grade if flip and flip.before else None,
                "judgement_after": flip.after.grade if flip and flip.after else None,
                "outlook_before": outlook.before if outlook else None,
                "outlook_after": outlook.after if outlook else None,
                "flips": int(change.flips),
                "check": change.finding.check if change.finding else None,
                "severity": change.finding.severity if change.finding else None,
                "note": self.words.said(change.note),
            }


def _arrow(*chips: Markup) -> Markup:
    return join(chips, " → ")


def _plain(content: Content) -> str:
    return content.striptags() if isinstance(content, Markup) else content


def shown_texts(change: Change) -> tuple[str, str]:
    """Old and new text as shown: of long ones, only where they differ."""
    if max(len(change.old), len(change.new)) <= _LONGEST:
        return change.old, change.new
    pairs = zip_longest(change.old, change.new)
    same = next((place for place, (one, other) in enumerate(pairs) if one != other), 0)
    start = max(0, same - 30)
    return _cut(change.old, start), _cut(change.new, start)


def _cut(text: str, start: int) -> str:
    """Part of a text from `start`, with an ellipsis where something is left out."""
    piece = text[start : start + _LONGEST]
    before, after = "…" if start else "", "…" if len(text) > start + _LONGEST else ""
    return before + piece + after
