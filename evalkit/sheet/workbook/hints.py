"""What a cell may hold: shown when it is selected, or beside the head of its column."""

from __future__ import annotations

from typing import Final

HINTS: Final[dict[str, str]] = {
    "cell": "様式に印刷されるとおりに、単位を付けて。例: 16,925件、30％以上、7件（27件）、"
    "調査中（10月頃調査結果が出る予定）、－。改行は Alt+Enter。",
    "thousands": "様式に印刷されるとおりに、千円単位で。例: 20,884,332、△129,465、<534,530>、－",
    "number": "指標の番号。例: ③、⑭、3-1。同じ達成目標の中で重ならないように。",
    "name": "空にはできません。改行は Alt+Enter。",
    "reference": "指標の番号。例: ①②、④～⑥⑩⑪、２－①（達成目標2の指標①）、－",
    "id": "入力した文字がそのまま残ります。例: 7-2、0208、042（復興庁）、平成23年8月19日",
    "kind": "成果指標（アウトカム）、活動指標（アウトプット）、測定指標から選びます。",
    "main": "主要な測定指標なら「はい」。空欄は「いいえ」です。",
    "unit": "数値に単位が印刷されていないときの単位。単位のない数なら「なし」。",
    "direction": "目標値に「以上」「以下」がないとき、増加と減少のどちらが良いか。",
    "tolerance": "「程度」が上下に許す幅を、指標の単位で。例: 2",
    "break_after": "系列が途切れる前の最後の年度。例: 2010",
    "decisions": "文章の目標を達成したか。例: 2012 達成、2013 未達成",
    "limit": "値がそれ以上（以下）になり得ない限界を、指標の単位で。割合なら 100",
}
"""Sentences by their name; a spreadsheet shows at most 255 characters."""

READING = "読み："
"""Begins the comment in which a malformed figure's author says how it is to be read."""
