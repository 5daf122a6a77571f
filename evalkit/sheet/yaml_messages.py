"""Texts of the problems of a YAML file, before it is read as a sheet."""

from __future__ import annotations

from evalkit.sheet.bilingual import Bilingual

YAML_TEXTS: dict[str, Bilingual] = {
    "tab": Bilingual(
        "タブ文字は字下げに使えません。空白に置き換えてください", "a tab cannot indent; use spaces"
    ),
    "tab_in_text": Bilingual(
        "値の中にタブ文字があります（{seen}）。空白に置き換えるか、値を引用符で囲んでください",
        "the value holds a tab ({seen}); use a space, or quote the value",
    ),
    "control_character": Bilingual(
        "制御文字 U+{character:04X} は使えません。削除してください",
        "control character U+{character:04X} is not allowed; delete it",
    ),
    "bidi_control": Bilingual(
        "文字の並びを変える見えない文字 U+{character:04X} は使えません。削除してください",
        "U+{character:04X}, which is invisible and turns the order of characters, "
        "is not allowed; delete it",
    ),
    "line_separator": Bilingual(
        "見えない行区切り U+{character:04X} は使えません。改行するか、削除してください",
        "the invisible line separator U+{character:04X} is not allowed; "
        "break the line, or delete it",
    ),
    "lone_surrogate": Bilingual(
        "U+{character:04X} は文字の片割れです（サロゲート）。その文字を入力し直してください",
        "U+{character:04X} is half of a character (a surrogate); type the character itself",
    ),
    "tag_character": Bilingual(
        "見えない文字 U+{character:04X}（タグ文字）は使えません。削除してください",
        "the invisible tag character U+{character:04X} is not allowed; delete it",
    ),
    "replacement_character": Bilingual(
        "「\ufffd」（U+{character:04X}）は文字化けの跡です。元の文字を入力してください",
        '"\ufffd" (U+{character:04X}) is what is left of a lost character; type it again',
    ),
    "noncharacter": Bilingual(
        "U+{character:04X} は文字ではありません。削除してください",
        "U+{character:04X} is no character; delete it",
    ),
    "alias": Bilingual(
        "「*」「&」で始まる値は YAML の参照とみなされます（{seen}）。"
        '文字であれば "{seen}" のように引用符で囲み、参照であれば内容をそのまま書いてください',
        'a value that begins with * or & is a YAML alias or anchor ({seen}); quote it ("{seen}"), '
        "or write the content itself",
    ),
    "tag": Bilingual(
        "「!」で始まる値は YAML のタグとみなされます（{seen}）。"
        '文字であれば "{seen}" のように引用符で囲み、タグであれば消してください',
        'a value that begins with ! is a YAML tag ({seen}); quote it ("{seen}"), or delete the tag',
    ),
    "too_deep": Bilingual(
        "入れ子が深すぎます（上限 {limit} 段）", "nested too deeply (at most {limit} levels)"
    ),
    "several_documents": Bilingual(
        "YAML 文書が二つ以上あります。一つの評価書は一つのファイルです",
        "more than one YAML document; one file holds one sheet",
    ),
    "duplicate_key": Bilingual(
        "項目「{seen}」が二度書かれています（一度目は {first} 行目）。一方を消してください",
        'key "{seen}" stands twice (first in line {first}); delete one',
    ),
    # what a parser stops at
    "yaml": Bilingual(
        "YAML として読めません。字下げ、コロンの後の空白、引用符や括弧の対応を確かめてください（{seen}）",
        "not readable as YAML: {reason}",
    ),
    "merge_marker": Bilingual(
        "git のマージの印「{seen}」が残っています。どちらの内容にするかを決め、印の行を消してください",
        'merge marker of git ("{seen}"): decide which side holds, and delete the markers',
    ),
    "wide_indent": Bilingual(
        "行頭の空白が全角です。半角の空白に置き換えてください（{seen}）",
        "the line is indented with a full-width space; use plain spaces ({seen})",
    ),
    "wide_colon": Bilingual(
        "「{seen}」のコロンが全角の「：」です。半角の「:」と空白に置き換えてください",
        'the colon in "{seen}" is full-width; write ":" and a space',
    ),
    "wide_dash": Bilingual(
        "並びの印が全角です。半角の「-」と空白に置き換えてください（{seen}）",
        'the dash of the list is full-width; write "-" and a space ({seen})',
    ),
    "colon_without_space": Bilingual(
        "「{seen}」のコロンの後に半角の空白がありません。空白を入れてください",
        'no space behind the colon in "{seen}"; put one there',
    ),
    "text_behind_quotes": Bilingual(
        "閉じた引用符の後に文字が続いています（{seen}）。値の全体を引用符で囲んでください。"
        "値の中の「\"」は ' ' で囲めば書けます",
        "text follows a closed quotation mark ({seen}); quote the whole value, "
        "in the other kind of quotation marks",
    ),
    "text_behind_bracket": Bilingual(
        "[ や {{ で始まる文字は引用符で囲んでください（{seen}）",
        "quote a text that begins with [ or {{ ({seen})",
    ),
    "colon_in_text": Bilingual(
        "値の中に「: 」があります（{seen}）。値の全体を引用符で囲んでください",
        'the value holds ": " ({seen}); quote it',
    ),
    "comment_in_brackets": Bilingual(
        "「 #」から後は YAML のコメントになり、括弧が閉じません（{seen}）。値を引用符で囲んでください",
        'what follows " #" is a YAML comment, so the bracket is not closed ({seen}); quote the value',
    ),
    "reserved_start": Bilingual(
        '「{start}」で始まる値は、"{seen}" のように引用符で囲んでください',
        'quote a value that begins with {start}: "{seen}"',
    ),
    "dash_in_line": Bilingual(
        "「- 」で始まる値は引用符で囲むか、並びであれば次の行から書いてください（{seen}）",
        'quote a value that begins with "- ", or begin a list in the next line ({seen})',
    ),
    "unclosed_quote": Bilingual(
        "引用符 {start} が閉じていません（{seen}）",
        "the quotation mark {start} is not closed ({seen})",
    ),
    "unclosed_bracket": Bilingual(
        "括弧 {start} が閉じていないか、区切りの半角の「, 」がありません（{seen}）。文字であれば引用符で囲んでください",
        'the bracket {start} is not closed, or a ", " is missing in it ({seen}); quote a text',
    ),
    "escape": Bilingual(
        '" " の中の \\ は特別な意味を持ちます（{seen}）。文字の \\ であれば \\\\ と書いてください',
        'inside " " a \\ has a meaning of its own ({seen}); write \\\\ for the character',
    ),
    "no_colon": Bilingual(
        "「項目: 値」の形ではありません（{seen}）。前の行の続きであれば、字下げを深くしてください",
        'not "key: value" ({seen}); if it goes on with the line above, indent it more deeply',
    ),
    "indentation": Bilingual(
        "この行の字下げが前後の行とそろっていません（{seen}）",
        "this line is not indented like those around it ({seen})",
    ),
    "percent": Bilingual(
        "「%」で始まる行は YAML への指示とみなされます。消すか、引用符で囲んでください",
        "a line that begins with % is a directive to YAML; delete it, or quote it",
    ),
    # what a parser reads otherwise than it was meant
    "cut_by_comment": Bilingual(
        "「 #」から後は YAML のコメントとなり、値に入りません（{seen}）。"
        "値の一部なら全体を引用符で囲み、コメントなら「# 」と空白を入れてください",
        'what follows " #" is a YAML comment and no part of the value ({seen}); quote the value, '
        'or write "# " if a comment is meant',
    ),
    "flow_comma": Bilingual(
        '括弧 {{ }} の中ではコンマで値が切れます。"{seen}" のように引用符で囲んでください',
        'inside {{ }} a comma ends the value; quote it: "{seen}"',
    ),
    "curly_quotes": Bilingual(
        "「{seen}」の引用符は YAML の引用符ではありません。{plain} と書くか、"
        "その引用符も印字するなら {printed} と書いてください",
        "the quotation marks of {seen} are none to YAML; write {plain}, "
        "or {printed} if they are to be printed",
    ),
    "empty_block": Bilingual(
        '「{start}」は YAML の記号で、値が空になります（{seen}）。"{seen}" のように引用符で囲んでください',
        '{start} is a sign of YAML and leaves the value empty; quote it: "{seen}"',
    ),
}
"""Text of each kind of problem, as in :mod:`evalkit.sheet.problems`."""
