"""From a :class:`~evalkit.sheet.model.Sheet` to the text of its file, new or mended."""

from __future__ import annotations

from evalkit.sheet.forms import NO_FORMS, OwnForms
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.model import Sheet
from evalkit.sheet.plain_data import plain
from evalkit.sheet.yaml.edit import mend
from evalkit.sheet.yaml.write import entry

SCHEMA_LINE = "# yaml-language-server: $schema=../sheet.schema.json"
_AFTER_A_GAP = frozenset(
    {
        "grading",
        "achievement_goals",
        "evaluation",
        "reference",
        "budget",
        "cabinet_policies",
        "data_sources",
        "sections",
    }
    | {"expert_comments", "audit"}
)


def dump_sheet(sheet: Sheet, *, header: str = "") -> str:
    """Text of a new file for `sheet`, in the style of ``params/fy2012/7-2.yaml``.

    Parameters
    ----------
    sheet : Sheet
    header : str
        Remarks that go under the schema line as comments, one a line.

    Returns
    -------
    str
        Text that :func:`~evalkit.sheet.load.parse_sheet` reads into a sheet equal to `sheet`.

    Examples
    --------
    >>> sheet = Sheet.model_validate({
    ...     "ministry": "文部科学省", "fiscal_year": "2013",
    ...     "policy_goal": {"number": "7-2", "name": "産業連携"},
    ...     "achievement_goals": [{"no": "1", "name": "連携する。", "indicators": [
    ...         {"no": "1", "name": "実施件数", "kind": "outcome", "actuals": {"2013": "12件"}}]}],
    ... })
    >>> print(dump_sheet(sheet, header="Made from last year's sheet."))
    # yaml-language-server: $schema=../sheet.schema.json
    # Made from last year's sheet.
    ministry: 文部科学省
    fiscal_year: 2013
    policy_goal:
      number: 7-2
      name: 産業連携
    <BLANKLINE>
    achievement_goals:
      - no: 1
        name: 連携する。
        indicators:
          - no: 1
            name: 実施件数
            kind: outcome
            actuals:
              2013: 12件
    <BLANKLINE>
    """
    lines = [SCHEMA_LINE, *(f"# {line}".rstrip() for line in header.splitlines())]
    for key, value in plain(sheet).items():
        if key in _AFTER_A_GAP and lines[-1]:
            lines.append("")
        lines += entry(key, value)
    return "\n".join(lines).rstrip("\n") + "\n"


def update_text(text: str, sheet: Sheet, *, name: str = "<sheet>", own: OwnForms = NO_FORMS) -> str:
    """Text of an existing file, changed only where `sheet` differs from what it says.

    Parameters
    ----------
    text : str
        Text of the file; its entries may still be open.
    sheet : Sheet
    name : str
        Stands in the problems of `text`.
    own : OwnForms
        Forms of its project.

    Returns
    -------
    str
        Text that reads into a sheet equal to `sheet`. Lines that hold no change are the same to the
        last character: comments, order, quotes and line breaks stay.

    Raises
    ------
    SheetProblems
        If `text` cannot be read.

    Examples
    --------
    >>> sheet = Sheet.model_validate({
    ...     "ministry": "文部科学省", "fiscal_year": "2013",
    ...     "policy_goal": {"number": "7-2", "name": "産業連携"},
    ...     "achievement_goals": [{"no": "1", "name": "連携する。", "indicators": [
    ...         {"no": "1", "name": "実施件数", "kind": "outcome", "actuals": {"2013": "12件"}}]}],
    ... })
    >>> text = dump_sheet(sheet).replace("12件", "'12件'   # as published")
    >>> mended = update_text(text, sheet.model_copy(update={"title": "事後評価書"}))
    >>> [line for line in mended.splitlines() if line not in text.splitlines()]
    ['title: 事後評価書']
    """
    before = parse_sheet(text, name=name, allow_open=True, own=own)
    mended = mend(text, plain(before), plain(sheet))
    return mended if parse_sheet(mended, allow_open=True, own=own) == sheet else dump_sheet(sheet)
