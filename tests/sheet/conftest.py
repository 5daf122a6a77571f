"""Sheets of every shape, for tests that hold for all of them."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from evalkit.sheet.model import Sheet

# Letters that YAML and Excel might take for their own; no digits, for those need units.
TRICKY = st.text(
    st.sampled_from("あ漢（）①－―※：: #-'\"{}[],|>%@&*!?`=+_x~\\/　 \t\n\r\ufeff😀“”"),
    max_size=12,
)
WORDS = st.sampled_from(
    ["連携する。", "二行の\n文", "三行の\n\n文\n", " 前に空白", "yes", "null", "0208", "7-2", "1.50",
     "2013-04-01", "=1+1", "_x0041_", "- 甲", "注: 速報 #1", "http://www.mext.go.jp/", "42", "~"]
)  # fmt: skip
TEXTS = WORDS | TRICKY
NAMES = TEXTS.filter(bool)
CELLS = st.sampled_from(
    ["14,974件", "１件", "92.0％", "7件\n（27件）", "30％以上", "△129,465", "（23年度）\n338機関", "－", "",
     "調査中\n（10月頃調査結果が出る予定）", "23年度より取組を開始したため、実績なし", "4地域※別表参照",
     {"printed": "1,30,000", "reading": "1,300,000"}, {"printed": "54O件", "reading": "540件"},
     "取組を開始。", "【要記入】", "【要確認】 13件", " ", "＜0＞", "0", "16925"]
)  # fmt: skip
AMOUNTS = st.sampled_from(
    ["1,982,194", "18,507百万円", "5円", "<△8,849,323>", "＜0＞", "（23年度）1,504,000", "0", "△129,465",
     {"printed": "1,30,000", "reading": "1,300,000"}, "運営費交付金の内数", "1,234の内数", "－", "", " ",
     "集計中", "【要記入】", "【要確認】 1,300", "事項要求"]
)  # fmt: skip
YEARS = range(2008, 2013)


@st.composite
def series(draw, first=2004):
    """Cells over the years up to the form's last, some merged, some not printed at all."""
    cells, year = {}, first
    while year <= YEARS[-1]:
        last = draw(st.integers(year, min(year + 3, YEARS[-1])))
        if draw(st.booleans()):
            cells[str(year) if year == last else f"{year}-{last}"] = draw(CELLS)
        year = last + 1
    return cells


def by_year(cells):
    return st.dictionaries(st.sampled_from(["2011", "2012", "2013", "2014"]), cells, max_size=3)


def record(required, **optional):
    return st.fixed_dictionaries(required, optional=optional)


def rows():
    return record(
        {"actuals": series(YEARS[0])}, group=st.sampled_from(["", "説明会", "見本市"]), name=TEXTS
    )


def breakdowns():
    return record(
        {"rows": st.lists(rows(), max_size=4)},
        heading=TEXTS, caption=TEXTS, group_head=TEXTS, name_head=TEXTS, mean=rows(),
    )  # fmt: skip


def indicators(number):
    return record(
        {
            "no": st.just(number), "name": NAMES, "unit": st.sampled_from(["", "件"]),
            "kind": st.sampled_from(["outcome", "outcome", "output", "measure"]),
        },
        note=TEXTS, baseline=CELLS, actuals=series(), annual_targets=series(), target=CELLS,
        annual_targets_label=TEXTS, main=st.just("true"), direction=st.sampled_from(["up", "down"]),
        tolerance=st.just("0.50"), break_after=st.just("2010"), breakdown=breakdowns(),
        decisions=st.dictionaries(st.sampled_from(["2011", "2012"]), st.sampled_from(["met", "missed"])),
    )  # fmt: skip


def measures(*references):
    measure = record(
        {"name": NAMES}, budget=by_year(AMOUNTS), summary=TEXTS, review_sheet=TEXTS, division=TEXTS,
        indicators=st.sampled_from(references),
    )  # fmt: skip
    return st.lists(measure, max_size=3)


HEADS = record({}, heading=TEXTS, baseline=TEXTS, target=TEXTS)
MEASURE_HEADS = record({}, heading=TEXTS, budget=by_year(TEXTS))
EXAMPLES = record({"heading": NAMES}, text=TEXTS, pictures=st.lists(TEXTS, max_size=3))


@st.composite
def goals(draw, number):
    others = draw(st.lists(st.sampled_from(["2", "14", "3-1"]), unique=True, max_size=2))
    numbers = draw(st.permutations(["1", *others]))
    return draw(record(
        {"no": st.just(number), "name": NAMES,
         "indicators": st.tuples(*[indicators(no) for no in numbers]).map(list)},
        tables=record({}, outcome=HEADS, output=HEADS, measure=HEADS, measures=MEASURE_HEADS),
        figures=st.lists(TEXTS, max_size=2), measures=measures("", "①", "１－①"),
        examples=st.lists(EXAMPLES, max_size=2),
    ))  # fmt: skip


ITEMS = ["initial", "supplementary", "carry_over", "total", "executed"]
LINES = ["single", "single_reconstruction", "shared", "shared_reconstruction"]
BUDGET_LINE = record({}, **{item: by_year(AMOUNTS) for item in ITEMS})
BUDGETS = record(
    {},
    heading=TEXTS, note=TEXTS, unit=st.sampled_from(["千円", "（単位：百万円）"]), columns=by_year(TEXTS), status_label=TEXTS | st.just("予算の状況（億円）"),
    labels=st.dictionaries(st.sampled_from(ITEMS), TEXTS, max_size=2),
    line_labels=st.dictionaries(st.sampled_from(LINES), TEXTS, max_size=2),
    **dict.fromkeys(LINES, BUDGET_LINE),
)  # fmt: skip


@st.composite
def sheets(draw):
    numbers = ["1", "2"][: draw(st.integers(1, 2))]
    return Sheet.model_validate(draw(record(
        {"ministry": NAMES, "fiscal_year": st.just("2012"),
         "policy_goal": record({"number": NAMES, "name": NAMES}, summary=TEXTS),
         "achievement_goals": st.tuples(*map(goals, numbers)).map(list)},
        title=TEXTS, document=TEXTS, years=st.just("2008-2012"), budget=BUDGETS,
        reference=record({}, heading=TEXTS, table=MEASURE_HEADS, measures=measures("－", "１－①", "同上")),
        cabinet_policies=st.lists(record({"name": NAMES}, date=TEXTS, excerpt=TEXTS), max_size=2),
        data_sources=st.lists(
            record({"text": NAMES}, achievement_goal=TEXTS, indicators=TEXTS), max_size=2),
        expert_comments=TEXTS, lead_division=TEXTS, related_divisions=TEXTS,
        prepared_by=TEXTS, evaluation_date=TEXTS,
        audit=record({}, off=st.lists(NAMES, max_size=2), accept=st.lists(
            record({"check": NAMES, "place": NAMES, "reason": NAMES}), max_size=2)),
    )))  # fmt: skip


@pytest.fixture(scope="session")
def any_sheet():
    """Strategy of valid sheets over every kind of cell and merge."""
    return sheets()
