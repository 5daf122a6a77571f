"""A comparison as one HTML page that stands alone."""

from __future__ import annotations

from datetime import UTC, datetime

from evalkit.present.comparison import Changes
from evalkit.present.html import element
from evalkit.produce.pages.page import Page
from evalkit.produce.pages.rendering import render_html


def comparison_page(changes: Changes) -> str:
    """Page that holds `changes` and nothing else."""
    sheet, words = changes.comparison.new, changes.words
    goal = sheet.policy_goal
    label = words("policy_goal_number", number=goal.number)
    heading = element(
        "h1", element("span", f"{label} {changes.title}", class_="eyebrow"), " ",
        element("span", goal.name, lang=words.data_language),
    )  # fmt: skip
    return render_html(
        Page(
            title=f"{changes.title}: {goal.name}（{label}）",
            running_head=f"{sheet.ministry} {label} {changes.title}",
            language=words.language,
            date=datetime(sheet.fiscal_year + 1, 3, 31, tzinfo=UTC),
            body=element("header", heading, class_="head") + changes.whole(),
        )
    )
