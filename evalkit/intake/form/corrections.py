"""訂正前の結果 and 訂正前の評価: what was published before it was corrected."""

from __future__ import annotations

from collections.abc import Mapping

from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import Region
from evalkit.intake.form.years import year_of_column
from evalkit.intake.printed import PrintedCell
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import EARLIER_HEADS, EARLIER_TITLES
from evalkit.sheet.references import number_of

_KEYS = ("indicators", "fiscal_year", "rate", "grade", "score", "result", "reasons")


def read_corrections(form: Form, region: Region) -> bool:
    """Enter a table of earlier results under its heading; False where it is none."""
    heading = form.heading
    kind = next((key for key, title in EARLIER_TITLES.items()
                 if heading and heading.text == title), None)  # fmt: skip
    if heading is None or kind is None:
        return False
    head, *rows = region.rows
    keys = [_key(form, cell) for cell in head.cells]
    if None in keys or any(len(row.cells) != len(keys) for row in rows):
        return False
    form.entries.say(heading)
    for cell in head.cells:
        form.entries.say(cell)
    for row in rows:
        own = {str(key): cell for key, cell in zip(keys, row.cells, strict=True)}
        path = _result(form, own) if kind == "result" else _evaluation(form)
        if path:
            _put(form, form.next((*path, "earlier")), own)
    return True


def _key(form: Form, cell: PrintedCell) -> str | None:
    own = next((key for key, title in EARLIER_HEADS.items() if cell.text == title), None)
    return own or form.labels.find(cell.text, _KEYS)


def _result(form: Form, own: Mapping[str, PrintedCell]) -> KeyPath | None:
    """Where the result of an indicator's year stands; None where either is not told."""
    number, year = own["indicators"], year_of_column(own["fiscal_year"].text, near=form.year)
    paths = form.indicators_of({number_of(number.text)})
    if len(paths) != 1 or year is None:
        return None
    form.entries.say(number)
    form.entries.say(own["fiscal_year"])
    return (*paths[0], "published", str(year))


def _evaluation(form: Form) -> KeyPath:
    is_of_policy = ("evaluation", "result") in form.entries.by_path
    return ("evaluation",) if is_of_policy else (*form.goal, "evaluation")


def _put(form: Form, path: KeyPath, own: Mapping[str, PrintedCell]) -> None:
    for key, cell in own.items():
        if key not in ("indicators", "fiscal_year"):
            form.entries.put((*path, key), cell.text, cell)
