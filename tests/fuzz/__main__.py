"""Try thousands of hostile inputs: ``python -m tests.fuzz --count 5000 --seed 1``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tests.fuzz.run import KINDS, Account, accounts, inputs, tried

_ROW = "{:<12}{:>8}{:>8}{:>10}{:>10}  {}"


@click.command()
@click.option("--count", default=5000, show_default=True, help="Inputs in all.")
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same inputs.")
@click.option("--only", type=click.Choice(list(KINDS)), default=None, help="Inputs of this kind alone.")
@click.option("--number", type=int, default=None, help="This one input of its kind alone.")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder for one input of each fault.")
def main(count: int, seed: int, only: str | None, number: int | None, keep: Path | None) -> None:
    """Try hostile inputs of every kind, and say what became of them; exit 1 if anything broke."""
    drawn = inputs(count if number is None else number + 1, seed, only or "")
    chosen = (each for each in drawn if number is None or each.number == number)
    made = accounts(tried(chosen))
    click.echo(_ROW.format("kind", "inputs", "faults", "most s", "most MiB", "outcomes"))
    for kind, account in made.items():
        click.echo(_row(kind, account))
    for kind, account in made.items():
        for fault, cases in account.faults.items():
            _tell(kind, fault, cases, keep)
    sys.exit(any(account.faults for account in made.values()))


def _row(kind: str, account: Account) -> str:
    outcomes = ", ".join(f"{count} {said}" for said, count in account.said.most_common())
    faults = account.said["FAULT"]
    return _ROW.format(kind, account.said.total(), faults, f"{account.seconds:.1f}", account.memory >> 20, outcomes)


def _tell(kind: str, fault: str, cases: list, keep: Path | None) -> None:
    each, outcome = min(cases, key=lambda case: len(case[0].content))
    click.echo(f"\n{len(cases)} × {fault}\n  {kind} --number {each.number}: {each.content[:60]!r}")
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        content = each.content
        (keep / f"{kind}-{each.number}").write_bytes(
            content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        )
        (keep / f"{kind}-{each.number}.txt").write_text(f"{fault}\n\n{outcome.trace}", "utf-8")


if __name__ == "__main__":
    main()
