"""What a sheet file says of itself: its year, its folder, and what it says to the audit."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found, all_checks
from evalkit.assess.audit.kit import plain_check as check
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.fiscal import print_fiscal_year, print_year_span
from evalkit.sheet.paths import KeyPath

_AUDIT = "audit"


@check(
    "unknown-check",
    "warning",
    title=Bilingual("存在しない点検項目の指定", "A name under audit that no check has"),
    why=Bilingual(
        "名前が違うと、止めたはずの点検が止まらず、確認済みとしたはずの指摘が残る。",
        "Under a wrong name nothing is switched off, and no finding is accepted.",
    ),
)
def find_unknown_check(form: Form) -> Iterator[Found]:
    """Names under ``audit: off`` and ``audit: accept`` that belong to no check."""
    known = [each.id for each in all_checks()]
    for path, name in _named(form):
        if name in known:
            continue
        likely = next(iter(difflib.get_close_matches(name.replace("_", "-"), known, n=1)), "")
        yield Found(
            path=path,
            printed=name,
            evidence=Bilingual(
                f"「{name}」という点検項目はない。", f'No check is called "{name}".'
            ),
            suggestion=Bilingual(
                f"「{likely}」の誤りでないか確かめる。"
                if likely
                else "evalkit check --list で名前を確かめる。",
                f'Perhaps "{likely}" is meant.'
                if likely
                else "Look up the name with evalkit check --list.",
            ),
        )


def _named(form: Form) -> Iterator[tuple[KeyPath, str]]:
    settings = form.sheet.audit
    for place, name in enumerate(settings.off):
        yield (_AUDIT, "off", place), name
    for place, accepted in enumerate(settings.accept):
        yield (_AUDIT, "accept", place, "check"), accepted.check


@check(
    "folder-year",
    "warning",
    title=Bilingual("フォルダの年度と異なる年度", "A fiscal year that is not the folder's"),
    why=Bilingual(
        "年度ごとのフォルダに別の年度の評価書があると、前年度との比較も公表先も取り違える。",
        "A sheet in another year's folder is published, and compared, as that year's.",
    ),
)
def find_folder_year(form: Form) -> Iterator[Found]:
    """Sheets in a folder such as fy2013 whose ``fiscal_year`` is another."""
    year, folder = form.sheet.fiscal_year, form.filed_under
    if folder is not None and folder != year:
        yield Found(
            path=("fiscal_year",),
            printed=str(year),
            evidence=Bilingual(
                f"フォルダは fy{folder}（{print_fiscal_year(folder)}）だが、評価書は"
                f"{print_fiscal_year(year)}のものである。",
                f"The folder is fy{folder}, the sheet is of {print_fiscal_year(year, 'western')}.",
            ),
            suggestion=Bilingual(
                f"fiscal_year を改めるか、フォルダ fy{year} に移す。",
                f"Mend fiscal_year, or move the file to the folder fy{year}.",
            ),
        )


@check(
    "actuals-before-years",
    "warning",
    title=Bilingual("評価書の対象年度より前だけの実績値", "Actuals of earlier years only"),
    why=Bilingual(
        "対象年度に実績値の欄がない指標は、前年度の評価書の写しが残っている疑いがある。",
        "An indicator without a cell in the sheet's own years may be left over from a copy.",
    ),
)
def find_actuals_before_years(form: Form) -> Iterator[Found]:
    """Indicators whose actuals all lie before the first of the sheet's years; told once."""
    window = form.sheet.window
    own = print_year_span(window[0], window[-1])
    for place, goal in enumerate(form.sheet.achievement_goals):
        for number, indicator in enumerate(goal.indicators):
            spans = [span for span, _ in indicator.actuals.spans()]
            if not spans or any(span.last >= window[0] for span in spans):
                continue
            last = max(span.last for span in spans)
            yield Found(
                path=("achievement_goals", place, "indicators", number, "actuals"),
                printed=print_fiscal_year(last),
                evidence=Bilingual(
                    f"実績値の最後は{print_fiscal_year(last)}で、評価書の対象年度（{own}）に欄がない。",
                    f"The last actual is of {print_fiscal_year(last, 'western')}, before the years "
                    f"of the sheet ({print_year_span(window[0], window[-1], 'western')}).",
                ),
                suggestion=Bilingual(
                    "fiscal_year と years を確かめ、対象年度の実績値を記す。",
                    "See whether fiscal_year and years are right, and enter the years' actuals.",
                ),
                cause="actuals-before-years",
            )
