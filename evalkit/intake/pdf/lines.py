"""From letters to lines and texts: which are one line, and which line ends an author made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from evalkit.intake.doubtful import doubt
from evalkit.intake.fitting import fit
from evalkit.intake.pdf.page import Letter
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.looks import Run, joined_by_eye

_ONE_LINE: Final = 0.5  # of a letter's size: so far letters of one line stand apart
_RAISED = 0.15  # of a letter's size: standing so much higher or lower, and
_SMALL = 0.8  # so much smaller, a letter is raised or lowered
_RUBY = 0.65  # of the size of a text: lines so small are something else
_OVER = 0.55  # of the narrower of two letters: covering so much, they are one over the other
_SAME = 0.15  # of a letter's size: so near, it is one letter that was drawn twice
_WORD_GAP = 0.2  # of a letter's size: a space
_MIXED_GAP = 0.3  # the same between a Latin letter and another
_SLACK = 0.3  # of a letter's size, by which a full line may miss the edge
_TINY = 1.5  # points

_LATIN = re.compile(r"[0-9A-Za-z①-⑳]")  # what programs set apart from other letters (和欧間)
_UNIT = re.compile(
    r"[（〔［｛〈《「『【(\[]*(?:[0-9A-Za-z０-９,.，．%％/:&_<>△▲+-]+|[①-⑳]+|.)"
    r"[、。，．,.・：；？！）〕］｝〉》」』】)\]ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ％%‐～]*"
)
"""What stands together at the beginning of a line; no line begins or ends within it (禁則)."""
_BEGINS = ("※", "・")  # that authors begin lines with, and the edge does not
_GROUPED = re.compile(r"[<(（△▲－-]*\d{1,3}(?:,\d{3})+(?:\.\d+)?[^\d,]*")
_FIGURE = re.compile(r"[\d,.]+")
_FIGURE_END, _FIGURE_START = re.compile(r"[\d,.]+\Z"), _FIGURE


@dataclass
class Line:
    """Letters that stand on one line, from left to right."""

    letters: list[Letter]
    doubts: list[Bilingual] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.letters[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(each.right for each in self.letters)

    @property
    def base(self) -> float:
        """Line that it stands on."""
        return max(self.letters, key=lambda each: each.size).base

    @property
    def size(self) -> float:
        """Of its largest letter."""
        return max(each.size for each in self.letters)

    @property
    def text(self) -> str:
        """What it says, with a space where a reader sees one."""
        gaps = [_gap(*pair) for pair in pairwise(self.letters)]
        usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0  # wide in a line that is spread out
        return self.letters[0].text + "".join(
            " " * _is_gap(before, after, gap - usual) + after.text
            for (before, after), gap in zip(pairwise(self.letters), gaps, strict=True)
        )


def _gap(before: Letter, after: Letter) -> float:
    return (after.left - before.right) / max(before.size, after.size, 0.1)


def _is_gap(before: Letter, after: Letter, gap: float) -> bool:
    if before.text.isspace() or after.text.isspace():
        return False
    latin = [bool(_LATIN.match(each.text)) for each in (before, after)]
    return gap > (_WORD_GAP if latin[0] == latin[1] else _MIXED_GAP)


def lines_of(letters: Iterable[Letter]) -> list[Line]:
    """Lines from the top, each without spaces at its ends; what is over another is doubted."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: (each.base, each.left)):
        if lines and _stands_on(lines[-1], letter):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [line for each in lines if (line := _line(each)).letters]


def _stands_on(line: list[Letter], letter: Letter) -> bool:
    first = max(line, key=lambda each: each.size)
    return letter.base - first.base <= _ONE_LINE * max(first.size, letter.size)


def _line(letters: list[Letter]) -> Line:
    line = Line([])
    for letter in sorted(letters, key=lambda each: each.left):
        before = line.letters[-1] if line.letters else None
        if before and _covers(before, letter):
            if _is_twice(before, letter):
                continue
            seen = before.text + letter.text
            line.doubts.append(doubt("overlapping", seen=seen))
        line.letters.append(letter)
    while line.letters and line.letters[-1].text.isspace():
        line.letters.pop()
    while line.letters and line.letters[0].text.isspace():
        line.letters.pop(0)
    return line


def _covers(before: Letter, after: Letter) -> bool:
    narrow = min(before.right - before.left, after.right - after.left)
    is_space = before.text.isspace() or after.text.isspace()
    return not is_space and narrow > 0 and before.right - after.left > _OVER * narrow


def _is_twice(before: Letter, after: Letter) -> bool:
    near = abs(before.left - after.left) + abs(before.base - after.base)
    return before.text == after.text and near <= _SAME * before.size


# Texts -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LineText:
    """Text of lines that belong together, what to doubt of it, and whether it may go on."""

    text: str = ""
    doubts: tuple[Bilingual, ...] = ()
    is_full: bool = False  # its last line reaches the edge
    paragraphs: tuple[int, int] = (0, 0)  # by the tags of its file, the first and the last


Breaks = frozenset[tuple[str, str]]
"""Where authors broke lines: the character before, and how the next line begins."""
_BEGINNING = 3  # characters of a line, each figure taken as one, by which it is known again


def author_breaks(texts: Iterable[tuple[Sequence[Letter], float]]) -> Breaks:
    """Breaks that no edge made, of texts with their room; none that other lines run over.

    Where a text is as wide as its room, they say which of its breaks are its author's too.
    """
    found, said = set[tuple[str, str]](), list[str]()
    for letters, room in texts:
        lines = lines_of(letters)
        said += [_FIGURE.sub("0", line.text) for line in lines]
        found |= {_break(*pair) for pair in pairwise(lines) if not is_parted(*pair, room)}
    every = "\n".join(said)
    return frozenset(each for each in found if "".join(each) not in every)


def _break(before: Line, after: Line) -> tuple[str, str]:
    beginning = _FIGURE.sub("0", after.text)[:_BEGINNING]
    return "0" if before.text[-1].isdigit() else before.text[-1], beginning


def text_of(letters: Sequence[Letter], room: float, breaks: Breaks = frozenset()) -> LineText:
    """Text of the letters of one cell.

    A line that had no room for what the next one begins with was ended by the edge, any other by
    its author.

    Parameters
    ----------
    letters : sequence of Letter
    room : float
        Points from edge to edge that a line may fill.
    breaks : frozenset
        Where the authors of the file are known to break lines.
    """
    lines = lines_of(letters)
    if not lines:
        return LineText()
    text, doubts = lines[0].text, [*_doubts(lines)]
    for before, after in pairwise(lines):
        if is_parted(before, after, room, breaks):
            text, broken = _joined(text, after.text)
            doubts += broken
        else:
            doubts += _perhaps_one(text, after.text)
            text += "\n" + after.text
    fitted, unfit = fit(text)
    return LineText(
        fitted,
        tuple(dict.fromkeys((*doubts, *unfit))),
        is_full=_is_full(lines[-1], lines[-1].size, room),
        paragraphs=(lines[0].letters[0].paragraph, lines[-1].letters[-1].paragraph),
    )


def is_parted(before: Line, after: Line, room: float, breaks: Breaks = frozenset()) -> bool:
    """Whether the edge parts two lines: the first has no room for what the next begins with.

    Where the file has tags, they say it.
    """
    end, start = before.letters[-1].paragraph, after.letters[0].paragraph
    if end and start:
        return end == start
    if after.text.startswith(_BEGINS) or _break(before, after) in breaks:
        return False
    return _is_full(before, _unit_width(after), room)


def _is_full(line: Line, more: float, room: float) -> bool:
    return line.right - line.left + more > room - _SLACK * line.size


def _unit_width(line: Line) -> float:
    """Width of what cannot be parted at the beginning of a line."""
    found = _UNIT.match("".join(each.text for each in line.letters))
    last = line.letters[min(max(found.end() if found else 1, 1), len(line.letters)) - 1]
    return last.right - line.left


def _joined(before: str, after: str) -> tuple[str, list[Bilingual]]:
    """Two lines of which the edge parted the first; a figure that it parted may be two.

    Examples
    --------
    >>> _joined("15,659,2", "09"), _joined("impact of", "cities")
    (('15,659,209', []), ('impact of cities', []))
    >>> _joined("20", "12年度")[1][0].ja
    '行の終わりで分かれた数値「20」「12」をつないだ'
    """
    end, start = _FIGURE_END.search(before), _FIGURE_START.match(after)
    if end and start:
        whole = before.rpartition("\n")[2] + after
        sure = _GROUPED.fullmatch(whole) and not _GROUPED.fullmatch(after)
        parted = doubt("parted_figure", seen=end[0], more=start[0])
        return before + after, [] if sure else [parted]
    letters = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii()
    return before + (" " if letters and after[:1].isalnum() else "") + after, []


def _perhaps_one(before: str, after: str) -> Iterator[Bilingual]:
    """Doubt for figures on two lines that may be one figure.

    Examples
    --------
    >>> [*_perhaps_one("18,570,972", "1,504,000")], [each.en for each in _perhaps_one("04", "2")]
    ([], ['"04" and "2", on two lines, may be one figure'])
    """
    end, start = _FIGURE_END.search(before), _FIGURE_START.match(after)
    if end and start and not (_GROUPED.fullmatch(end[0]) and _GROUPED.fullmatch(start[0])):
        yield doubt("perhaps_one_figure", seen=end[0], more=start[0])


def _doubts(lines: Sequence[Line]) -> Iterator[Bilingual]:
    size = sorted(line.size for line in lines)[len(lines) // 2]
    for line in lines:
        yield from line.doubts
        yield from _looks(line)
        if line.size < _RUBY * size:
            yield doubt("small_line", seen=line.text)


def _looks(line: Line) -> Iterator[Bilingual]:
    """What the look of letters says of them."""
    signs = {
        "unknown_glyph": [each for each in line.letters if each.is_unknown],
        "pale": [each for each in line.letters if each.is_pale or each.size < _TINY],
        "turned": [each for each in line.letters if each.is_turned],
    }
    for code, letters in signs.items():
        if letters:
            yield doubt(code, seen="".join(each.text for each in letters))
    runs = [Run(each.text, is_raised=_is_raised(each, line)) for each in line.letters]
    raised = joined_by_eye(runs)
    if raised:
        yield doubt("raised", seen=line.text, raised=raised.raised)


def _is_raised(letter: Letter, line: Line) -> bool:
    apart = abs(letter.base - line.base) > _RAISED * line.size
    return apart and letter.size < _SMALL * line.size


def joined_texts(above: LineText, below: LineText) -> LineText:
    """Two parts of a text that the end of a page parts: of one line, if its last one is full."""
    if not above.text or not below.text:
        return replace(below if below.text else above, doubts=(*above.doubts, *below.doubts))
    doubts = [*above.doubts, *below.doubts]
    is_tagged = above.paragraphs[1] and below.paragraphs[0]
    if goes_on(above, below) if is_tagged else above.is_full:
        text, broken = _joined(above.text, below.text)
        doubts += broken
    else:
        text = f"{above.text}\n{below.text}"
    paragraphs = above.paragraphs[0], below.paragraphs[1]
    return LineText(text, tuple(dict.fromkeys(doubts)), below.is_full, paragraphs)


def goes_on(above: LineText, below: LineText) -> bool:
    """Whether a text ends within a paragraph with which another begins, by their tags."""
    return 0 < above.paragraphs[1] == below.paragraphs[0]


def with_doubts(text: LineText, doubts: Iterable[Bilingual]) -> LineText:
    """The same text with more to doubt."""
    return replace(text, doubts=tuple(dict.fromkeys((*text.doubts, *doubts))))
