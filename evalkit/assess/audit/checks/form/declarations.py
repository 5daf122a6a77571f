"""What a sheet file says of itself: its year, its folder, and what it says to the audit."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from evalkit.assess.audit.form import Form, indicators, whole
from evalkit.assess.audit.indicators import IndicatorRow
from evalkit.assess.audit.kit import Hit, Spot, all_checks, check, hit
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import fiscal_year, year_span


@check(
    "unknown-check",
    "warning",
    over=whole,
    title=Bilingual("存在しない点検項目の指定", "A name under audit that no check has"),
    why=Bilingual(
        "名前が違うと、止めたはずの点検が止まらず、確認済みとしたはずの指摘が残る。",
        "Under a wrong name nothing is switched off, and no finding is accepted.",
    ),
    says=Bilingual("「{name}」という点検項目はない。", 'No check is called "{name}".'),
    do={
        "like-another": Bilingual(
            "「{likely}」の誤りでないか確かめる。", 'Perhaps "{likely}" is meant.'
        ),
        "like-none": Bilingual(
            "evalkit check --list で名前を確かめる。", "Look up the name with evalkit check --list."
        ),
    },
)
def unknown_check(form: Form) -> Iterator[Hit]:
    """Names under ``audit``, or among the ``checks`` of the form, that belong to no check."""
    known = [each.id for each in all_checks()]
    for path, name in _named(form):
        if name not in known:
            likely = difflib.get_close_matches(name.replace("_", "-"), known, n=1)
            case = "like-another" if likely else "like-none"
            yield hit(path, case, name=name, likely="".join(likely))


def _named(form: Form) -> Iterator[tuple[KeyPath, str]]:
    settings = form.sheet.audit
    for name in form.sheet.profile.checks.off:
        yield ("form",), name
    for place, name in enumerate(settings.off):
        yield ("audit", "off", place), name
    for place, accepted in enumerate(settings.accept):
        yield ("audit", "accept", place, "check"), accepted.check


@check(
    "folder-year",
    "warning",
    over=whole,
    title=Bilingual("フォルダの年度と異なる年度", "A fiscal year that is not the folder's"),
    why=Bilingual(
        "年度ごとのフォルダに別の年度の評価書があると、前年度との比較も公表先も取り違える。",
        "A sheet in another year's folder is published, and compared, as that year's.",
    ),
    says=Bilingual(
        "フォルダは fy{folder}（{folder_year}）だが、評価書は{year}のものである。",
        "The folder is fy{folder} ({folder_year}), the sheet is of {year}.",
    ),
    do=Bilingual(
        "fiscal_year を改めるか、フォルダ fy{own} に移す。",
        "Mend fiscal_year, or move the file to the folder fy{own}.",
    ),
)
def other_folder_year(form: Form) -> Iterator[Hit]:
    """Sheets in a folder such as fy2013 whose ``fiscal_year`` is another."""
    own, folder = form.sheet.fiscal_year, form.filed_under
    if folder is not None and folder != own:
        yield hit(
            ("fiscal_year",),
            folder=folder,
            folder_year=fiscal_year(folder, "era"),
            own=own,
            year=fiscal_year(own, "era"),
        )


@check(
    "actuals-before-years",
    "warning",
    over=indicators,
    title=Bilingual("評価書の対象年度より前だけの実績値", "Actuals of earlier years only"),
    why=Bilingual(
        "対象年度に実績値の欄がない指標は、前年度の評価書の写しが残っている疑いがある。",
        "An indicator without a cell in the sheet's own years may be left over from a copy.",
    ),
    says=Bilingual(
        "実績値の最後は{last}で、評価書の対象年度（{window}）に欄がない。",
        "The last actual is of {last}, before the years of the sheet ({window}).",
    ),
    do=Bilingual(
        "fiscal_year と years を確かめ、対象年度の実績値を記す。",
        "See whether fiscal_year and years are right, and enter the years' actuals.",
    ),
)
def actuals_before_the_years(row: IndicatorRow) -> Iterator[Hit]:
    """Indicators whose actuals all lie before the first of the sheet's years; told once."""
    window, spans = row.sheet.window, [span for span, _ in row.indicator.actuals.spans()]
    if spans and all(span.last < window[0] for span in spans):
        last = fiscal_year(max(span.last for span in spans), "era")
        yield hit(
            Spot((*row.path, "actuals"), last.ja),
            cause="actuals-before-years",
            last=last,
            window=year_span(window[0], window[-1], "era"),
        )
