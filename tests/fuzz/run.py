"""Inputs of every kind, drawn from a seed, and the account of what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from random import Random

from evalkit.sheet.cells import parse_cell
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.workbook import write_workbook
from tests.fuzz import mutators, probes, seeds, slips, states
from tests.fuzz.books import mutated_book
from tests.fuzz.cage import Outcome, caged

Probe = Callable[[], str]


@dataclass(frozen=True)
class Input:
    """One input: its kind, its number in the run, and what tries it."""

    kind: str
    number: int
    probe: Probe

    @property
    def content(self) -> str | bytes:
        """What is tried."""
        return self.probe.args[0]  # type: ignore[attr-defined, no-any-return]


@dataclass
class Account:
    """What became of the inputs of one kind."""

    said: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0  # of the slowest
    memory: int = 0  # of the largest

    def add(self, outcome: Outcome) -> bool:
        """Count one outcome; whether it is a fault that was not known before."""
        self.seconds = max(self.seconds, outcome.seconds)
        self.memory = max(self.memory, outcome.memory)
        (self.faults if outcome.fault else self.said)[outcome.fault or outcome.said] += 1
        return self.faults[outcome.fault] == 1


def _figure(chance: Random) -> Probe:
    printed = chance.choice(_figures())
    for _ in range(chance.choice((1, 1, 2, 3))):
        printed = mutators.figure_of(chance, printed)
    return partial(probes.figure, printed)


@cache
def _figures() -> tuple[str, ...]:
    """Every cell of the seeds that states a number, and some of other forms."""
    sheets = [parse_sheet(content.decode()) for content in seeds.sheets()]
    printed = [cell["printed"] for sheet in sheets for cell in probes.cells(sheet.model_dump())]
    numbers = [text for text in printed if parse_cell(text).status == "value"]
    return (*dict.fromkeys(numbers), *seeds.FIGURES)


def _sheet(chance: Random) -> Probe:
    content = mutators.mutated_yaml(chance, seeds.a_sheet(chance))
    return partial(probes.sheet, content, chance.randrange(10_000))


def _slip(chance: Random) -> Probe:
    slips.before()  # once, not in every child
    return partial(slips.probe, *chance.choice(list(slips.cases())))


def _parameters(chance: Random) -> Probe:
    content = mutators.mutated_yaml(chance, chance.choice(seeds.PARAMETERS))
    return partial(probes.parameters, content, seeds.whole(), chance.randrange(100))


def _book(chance: Random) -> Probe:
    sheet = chance.choice(seeds.sheets()[:3])
    return partial(probes.book, mutated_book(chance, _written(sheet)), sheet)


@cache
def _written(sheet: bytes) -> bytes:
    return write_workbook(parse_sheet(sheet.decode()))


def _executed(chance: Random) -> Probe:
    return partial(probes.executed, mutators.notebook_of(chance, seeds.executed()))


def _source(chance: Random) -> Probe:
    return partial(probes.source, mutators.notebook_of(chance, seeds.notebook()), seeds.whole())


def _state(chance: Random) -> Probe:
    return partial(states.probe, *chance.choice(states.cases()))


KINDS: dict[str, tuple[Callable[[Random], Probe], float]] = {
    "figure": (_figure, 0.34),
    "slip": (_slip, 0.04),
    "sheet": (_sheet, 0.26),
    "book": (_book, 0.18),
    "parameters": (_parameters, 0.06),
    "executed": (_executed, 0.08),
    "source": (_source, 0.02),
    "state": (_state, 0.02),
}
"""How an input of each kind is drawn, and its share."""


def inputs(count: int, seed: int, only: str = "") -> Iterator[Input]:
    """Draw `count` inputs; each depends on the seed, its kind and its number alone."""
    for kind, (draw, share) in KINDS.items():
        if only in ("", kind):
            for number in range(count if only else round(count * share)):
                yield Input(kind, number, draw(Random(f"{seed}/{kind}/{number}")))


def tried(drawn: Iterable[Input]) -> Iterator[tuple[Input, Outcome]]:
    """Try every input in a cage of its own."""
    _load()
    for each in drawn:
        yield each, caged(each.probe)


def _load() -> None:
    """Import once what every child would import for itself."""
