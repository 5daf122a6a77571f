"""`evalkit new`: the skeleton of a sheet, in which every entry is still to be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evalkit.intake.rs.programmes import Programme, RsPolicy
from evalkit.sheet.form_profile import FormProfile, monitoring
from evalkit.sheet.load import TO_CONFIRM, TO_ENTER
from evalkit.sheet.model import Sheet
from evalkit.sheet.printing import fiscal_year

_THOUSAND = 1000  # yen
_EVALUATION = ("result", "reasons", "analysis", "next", "experts", "materials")


def new_sheet(
    ministry: str,
    number: str,
    year: int,
    *,
    goals: int = 1,
    form: str = "",
    profile: FormProfile | None = None,
    policy: RsPolicy | None = None,
) -> Sheet:
    """Sheet of a policy in a fiscal year with all places of its form, each marked 【要記入】.

    Parameters
    ----------
    ministry, number : str
        As the form prints them.
    year : int
        Fiscal year that the sheet evaluates.
    goals : int
        How many 達成目標 it has.
    form : str
        What the sheet calls its form; "" for that of 24-7-2.
    profile : FormProfile
        The form: parts that it has not are left out.
    policy : RsPolicy
        What RSシステム says of it: its name and its programmes, which stand under the first
        達成目標. An amount that is not whole thousands of yen, or that the tables contradict, is
        marked 【要確認】 with all its digits.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> sheet = new_sheet("文部科学省", "7-2", 2024)
    >>> sheet.achievement_goals[0].indicators[0].actuals[2024].printed
    '【要記入】'
    """
    profile = profile or monitoring()
    achievement_goals = [_goal(no, year, profile) for no in range(1, goals + 1)]
    if policy:
        achievement_goals[0] |= _programmes(policy, year, achievement_goals[0])
    plan = {"years": f"{year}-{year + 4}"} if profile.results == "none" else {}
    sheet = plan | {
        "form": form,
        "title": _title(year, profile),
        "ministry": ministry,
        "fiscal_year": str(year),
        "policy_goal": {
            "number": number,
            "name": policy.name if policy else TO_ENTER,
            "summary": TO_ENTER if profile.has("summary") else "",
        },
        "achievement_goals": achievement_goals,
    }
    return Sheet.model_validate(sheet | _other_parts(year, profile)).on_form(profile)


def _title(year: int, profile: FormProfile) -> str:
    named = "事後評価書" if profile is monitoring() else profile.title.ja
    return f"{fiscal_year(year, 'era').ja}実施施策に係る{named}"


def _other_parts(year: int, profile: FormProfile) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "budget": _budget(year),
        "data_sources": [{"text": TO_ENTER}],
        "evaluation": dict.fromkeys(_EVALUATION, TO_ENTER),
        **dict.fromkeys(
            ("expert_comments", "lead_division", "related_divisions", "prepared_by",
             "evaluation_date"),
            TO_ENTER,
        ),
    }  # fmt: skip
    own = {key: part for key, part in parts.items() if profile.has(key)}
    if profile is monitoring():  # it has a place for each, and is used without evaluations
        own.pop("evaluation", None)
    return own


def _goal(no: int, year: int, profile: FormProfile) -> dict[str, Any]:
    heads = {"baseline": TO_ENTER, "target": TO_ENTER}
    kinds = ("outcome", "output") if profile is monitoring() else ("measure",)
    goal: dict[str, Any] = {
        "no": str(no),
        "name": TO_ENTER,
        "tables": dict.fromkeys(kinds, heads),
        "indicators": [_indicator(at, kind, year, profile) for at, kind in enumerate(kinds, 1)],
    }
    return goal | ({"measures": [_measure_to_enter(year)]} if profile.has("measures") else {})


def _measure_to_enter(year: int) -> dict[str, Any]:
    return {
        "name": TO_ENTER,
        "budget": {str(each): TO_ENTER for each in (year, year + 1)},
        "summary": TO_ENTER,
        "indicators": TO_ENTER,
        "review_sheet": TO_ENTER,
        "division": TO_ENTER,
    }


def _indicator(no: int, kind: str, year: int, profile: FormProfile) -> dict[str, Any]:
    plan = profile.results == "none"
    columns = range(year, year + 5) if plan else range(year - 4, year + 1)
    years = {str(each): TO_ENTER for each in columns}
    results = {"by_year": years, "latest": {str(year): TO_ENTER}, "none": {}}[profile.results]
    targets = years if profile.has("annual_targets") else {}
    return {
        "no": str(no),
        "kind": kind,
        "name": TO_ENTER,
        "baseline": TO_ENTER,
        "actuals": results,
        "annual_targets": targets,
        "target": TO_ENTER,
    }


def _budget(year: int) -> dict[str, Any]:
    """予算の状況: what is decided for each year, from last year's to what is asked for."""
    settled = {str(each): TO_ENTER for each in (year - 1, year)}
    asked = {str(year + 1): TO_ENTER, str(year + 2): TO_ENTER}
    heads = {str(each): fiscal_year(each, "era").ja for each in range(year - 1, year + 2)}
    parts = dict.fromkeys(("supplementary", "carry_over", "total", "executed"), settled)
    return {
        "heading": "施策の予算額・執行額",
        "columns": heads | {str(year + 2): f"{fiscal_year(year + 2, 'era').ja}要求額"},
        "single": {"initial": settled | asked, **parts},
    }


# What RSシステム knows


def _programmes(policy: RsPolicy, year: int, goal: dict[str, Any]) -> dict[str, Any]:
    """Programmes of a policy with the last two budget years that the tables have of them."""
    known = {each for it in policy.programmes for each in it.budgets if each <= year + 1}
    years = sorted(known)[-2:]
    heads = {str(each): _head(each, last=each == years[-1]) for each in years}
    measures = [_measure(each, years) for each in policy.programmes]
    return {
        "tables": goal["tables"] | {"measures": {"budget": heads}},
        "measures": measures or goal.get("measures", []),
    }


def _head(year: int, *, last: bool) -> str:
    """Head of a column of budgets: of the latest year the initial one, before that the revised."""
    return f"{fiscal_year(year, 'era').ja}{'当初' if last else '補正後'}予算額（千円）"


def _measure(programme: Programme, years: list[int]) -> dict[str, Any]:
    return {
        "name": programme.name,
        "budget": dict(_amounts(programme, years)),
        "summary": programme.summary or TO_ENTER,
        "indicators": TO_ENTER,
        "review_sheet": programme.id,
        "division": programme.division or TO_ENTER,
    }


def _amounts(programme: Programme, years: list[int]) -> Iterator[tuple[str, str]]:
    for year in years:
        if budget := programme.budgets.get(year):
            yen = budget.initial if year == years[-1] else budget.revised
            yield str(year), _amount(yen, sure=budget.adds_up and year not in programme.unclear)
        else:
            yield str(year), TO_ENTER


def _amount(yen: int | None, *, sure: bool) -> str:
    """Yen as the form prints thousands of them.

    Examples
    --------
    >>> _amount(127604000, sure=True), _amount(80399999, sure=True), _amount(None, sure=True)
    ('127,604', '【要確認】80,399.999', '【要記入】')
    """
    if yen is None:
        return TO_ENTER
    whole, rest = divmod(abs(yen), _THOUSAND)
    text = f"{'△' if yen < 0 else ''}{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")
    return text if sure and not rest else TO_CONFIRM + text


def marks(sheet: Sheet) -> Mapping[str, int]:
    """How many entries of each kind of mark a sheet holds."""
    text = sheet.model_dump_json()
    return {mark: text.count(mark) for mark in (TO_ENTER, TO_CONFIRM)}
