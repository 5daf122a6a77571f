"""Try thousands of hostile inputs: ``python -m tests.fuzz --count 5000 --seed 1``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tests.fuzz.cage import Outcome
from tests.fuzz.run import KINDS, Account, Input, inputs, tried

_ROW = "{:<12}{:>8}{:>8}{:>10}{:>10}  {}"


@click.command()
@click.option("--count", default=5000, show_default=True, help="Inputs in all.")
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same inputs.")
@click.option("--only", type=click.Choice(list(KINDS)), default=None, help="This kind alone.")
@click.option("--number", type=int, default=None, help="This input of the kind alone.")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder for what broke.")
def main(count: int, seed: int, only: str | None, number: int | None, keep: Path | None) -> None:
    """Try hostile inputs of every kind, and say what became of them; exit 1 if anything broke."""
    drawn = inputs(count if number is None else number + 1, seed, only or "")
    accounts: dict[str, Account] = {}
    for each, outcome in tried(one for one in drawn if number in (None, one.number)):
        account = accounts.setdefault(each.kind, Account())
        if account.add(outcome):
            _tell(each, outcome, keep)
    click.echo(_ROW.format("kind", "inputs", "faults", "most s", "most MiB", "outcomes"))
    for kind, account in accounts.items():
        click.echo(_row(kind, account))
    sys.exit(any(account.faults for account in accounts.values()))


def _row(kind: str, account: Account) -> str:
    outcomes = ", ".join(f"{count} {said}" for said, count in account.said.most_common())
    faults = account.faults.total()
    seconds, memory = f"{account.seconds:.1f}", account.memory >> 20
    return _ROW.format(kind, account.said.total() + faults, faults, seconds, memory, outcomes)


def _tell(each: Input, outcome: Outcome, keep: Path | None) -> None:
    """Say of a new fault what broke, and how to see it again."""
    click.echo(
        f"{outcome.fault}\n  --only {each.kind} --number {each.number}: {each.content[:60]!r}"
    )
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        file = keep / f"{each.kind}-{each.number}"
        content = each.content
        if isinstance(content, str):
            content = content.encode("utf-8", "surrogatepass")
        file.write_bytes(content)
        file.with_suffix(".txt").write_text(f"{outcome.fault}\n\n{outcome.trace}", "utf-8")


if __name__ == "__main__":
    main()
