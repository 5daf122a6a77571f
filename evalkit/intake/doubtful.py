"""Why a printed text may not be what its author means, and what of a file is no text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.characters import made_visible, shortened
from evalkit.sheet.text import in_one_line

_TEXTS: Final[Mapping[str, Bilingual]] = {
    # the text
    "inserted": Bilingual(
        "変更履歴で挿入された「{seen}」を含む", 'holds "{seen}", a tracked insertion'
    ),
    "deleted": Bilingual(
        "変更履歴で削除された「{seen}」を除いた", 'left out "{seen}", a tracked deletion'
    ),
    "joined": Bilingual(
        "変更履歴で段落の区切りが変わっている", "a tracked change joins or moves paragraphs"
    ),
    "struck": Bilingual(
        "取り消し線の引かれた「{seen}」を除いた", 'left out "{seen}", which is struck through'
    ),
    "all_struck": Bilingual("全体に取り消し線が引かれている", "struck through as a whole"),
    "hidden": Bilingual("隠し文字の「{seen}」を除いた", 'left out the hidden text "{seen}"'),
    "pale": Bilingual(
        "「{seen}」は白い文字か、ごく小さな文字である", '"{seen}" is white or tiny on the page'
    ),
    "raised": Bilingual(
        "「{seen}」の「{raised}」は上付きまたは下付きの文字である",
        '"{raised}" in "{seen}" is raised or lowered',
    ),
    "text_box": Bilingual(
        "「{seen}」は図形またはテキストボックスの中の文字である", '"{seen}" stands in a text box'
    ),
    "nested_table": Bilingual("セルの中に表がある", "the cell holds a table"),
    "note": Bilingual(
        "脚注の番号を「{seen}」と書いた", 'the number of a note was written as "{seen}"'
    ),
    "equation": Bilingual(
        "「{seen}」は数式オブジェクトの文字である", '"{seen}" is the text of an equation'
    ),
    "placeholder": Bilingual(
        "「{seen}」は入力欄の案内の文字である", '"{seen}" is the prompt of an empty field'
    ),
    "symbol": Bilingual(
        "記号用の文字（フォント {font}、番号 {seen}）を読めない",
        "a sign of the font {font} (number {seen}) is not known",
    ),
    "own_character": Bilingual(
        "外字（{seen}）がある", "a character of the machine's own ({seen}), a gaiji"
    ),
    "unfit": Bilingual(
        "使えない文字（{seen}）を除いた", "left out a character that no sheet may hold ({seen})"
    ),
    "changing_field": Bilingual(
        "「{seen}」は、開く時刻や他のファイルによって変わるフィールドである",
        'a field whose value changes with the time or with another file ("{seen}")',
    ),
    "field": Bilingual(
        "フィールド「{seen}」の表示が分からない", 'what the field "{seen}" shows is not known'
    ),
    "number_format": Bilingual(
        "段落番号の書式「{seen}」が分からない",
        'the format "{seen}" of the number of the paragraph is not known',
    ),
    # the table
    "changed_cell": Bilingual(
        "変更履歴でセルまたは行が挿入、削除または結合されている",
        "a tracked change inserted, deleted or merged the cell or its row",
    ),
    "under_merge": Bilingual(
        "結合されたセルの下に「{seen}」が隠れている",
        'merged cells hide "{seen}" below',
    ),
    "merge_without_start": Bilingual(
        "縦の結合の始まりがないか、ずれている", "vertically merged, but with nothing above"
    ),
    # the workbook
    "result_not_calculated": Bilingual(
        "数式「{seen}」の結果は、ブックを開いて計算し直すと変わることがある",
        'the result of the formula "{seen}" may change when the book is opened and calculated',
    ),
    "too_narrow": Bilingual(
        "列の幅が狭く、「####」または丸めた値が印刷される数値かもしれない",
        "a number that its column may be too narrow to show (#### or rounded)",
    ),
    "not_printed": Bilingual("印刷範囲の外にある", "stands outside of the area that is printed"),
    # the PDF
    "overlapping": Bilingual(
        "文字「{seen}」が重なっている", 'letters "{seen}" lie over each other'
    ),
    "unknown_glyph": Bilingual(
        "「{seen}」は、フォントが何の文字かを示していない",
        'the font does not say which characters "{seen}" are',
    ),
    "turned": Bilingual("「{seen}」は回転した文字である", '"{seen}" is turned'),
    "small_line": Bilingual(
        "小さな文字の行「{seen}」（ふりがなかもしれない）がある",
        'holds a line of small letters, "{seen}", perhaps a reading aid',
    ),
    "parted_figure": Bilingual(
        "行の終わりで分かれた数値「{seen}」「{more}」をつないだ",
        'joined "{seen}" and "{more}", which the end of a line parts',
    ),
    "perhaps_one_figure": Bilingual(
        "2行に分かれた「{seen}」と「{more}」は一つの数値かもしれない",
        '"{seen}" and "{more}", on two lines, may be one figure',
    ),
    "struck_in_pdf": Bilingual("「{seen}」に線が重なっている", 'a line goes through "{seen}"'),
    "over_the_edge": Bilingual(
        "「{seen}」が罫線からはみ出している", '"{seen}" lies over the frame'
    ),
    "runs_over": Bilingual(
        "「{seen}」が罫線を越えて隣の欄へ続いている",
        '"{seen}" runs on over the frame into the next cell',
    ),
    "cut_away": Bilingual(
        "続く「{seen}」が枠で切れて印刷されない",
        'goes on with "{seen}", which its frame cuts away',
    ),
    "crooked_frame": Bilingual("罫線が四角に閉じていない", "its rulings make no rectangle"),
    "open_frame": Bilingual("罫線のない辺がある", "a side of its frame is missing"),
    "cut_by_page": Bilingual(
        "ページで切れた行をつないだ", "joined of two parts, which the end of a page cuts"
    ),
    "perhaps_cut": Bilingual(
        "ページの境にあり、前後の行とつながるかもしれない",
        "stands at the end of a page, and may go on with the row beyond it",
    ),
    # the form
    "no_goal": Bilingual("達成目標の記載がない", "no achievement goal is printed"),
    "number_out_of_order": Bilingual(
        "指標の番号が順になっていないか、番号がない",
        "the numbers of the indicators are not in order",
    ),
    "no_row_of_targets": Bilingual(
        "同じ表の他の指標にある年度ごとの目標値の行がない",
        "without the row of annual targets that others in the table have",
    ),
    "years_in_disorder": Bilingual(
        "表の見出しの年度が読めないか、続いていない", "the years over the table are not in order"
    ),
    "other_years": Bilingual(
        "表の見出しの年度が他の表と異なる", "the years over the table are not those of the others"
    ),
    "cells_not_under_heads": Bilingual(
        "行の欄が表の見出しの欄とそろっていない", "its cells do not stand under the heads"
    ),
    "one_cell_for_two_rows": Bilingual(
        "実績値と目標値の行にまたがる欄がある", "one cell stands in the row of targets, too"
    ),
    "one_cell_for_two_indicators": Bilingual(
        "次の指標にもまたがる欄がある", "one cell stands for the next indicator, too"
    ),
    "two_units_of_money": Bilingual(
        "表の見出しに金額の単位が二つある", "the heads name two units of money"
    ),
    "two_units": Bilingual("行によって単位が異なる", "its rows have different units"),
    "expected": Bilingual(
        "見出しによれば見込みの値である", "its head says that it is what was expected"
    ),
    "two_cells_for_one_place": Bilingual(
        "同じ箇所に当たる欄が二つある", "two cells stand for one place"
    ),
    "two_rows_of_one_kind": Bilingual(
        "同じ指標に同じ種類の行が二つある", "two rows of one kind for one indicator"
    ),
    "perhaps_a_series": Bilingual(
        "番号のない行を、上の指標の系列とした", "a row without a number, taken for a series"
    ),
    "which_caption": Bilingual(
        "画像と名称の数が合わない", "there are not as many captions as pictures"
    ),
    "no_alternative_text": Bilingual(
        "画像の内容を表す文章（代替テキスト）がない", "the picture has no alternative text"
    ),
    "perhaps_lines": Bilingual(
        "改行が失われ、複数の項目が続いているかもしれない", "lines may have run together"
    ),
    "perhaps_several": Bilingual(
        "図や写真の名称が並んでいるかもしれない", "perhaps the captions of several pictures"
    ),
    "no_year": Bilingual("何年度の値か、記載がない", "nothing says of which year it is"),
    "unknown_kind": Bilingual(
        "成果指標か活動指標か、見出しから分からない",
        "its head does not say which kind of indicators it holds",
    ),
    "not_parted": Bilingual(
        "名称、年月日、関係部分抜粋に分かれていない", "not parted into name, date and excerpt"
    ),
    "no_such_part": Bilingual(
        "様式にない見出しなので、その他の節とした",
        "the form has no such part; taken for a further section",
    ),
    "not_printed_here": Bilingual("元の文書に記載がない", "not printed in the files"),
    "not_readable": Bilingual("書き方に疑いがある", "not written as a figure is"),
    # what is no text
    "hidden_worksheet": Bilingual("非表示のシート", "hidden worksheet"),
    "chart_sheet": Bilingual("グラフのシート", "worksheet that is a chart"),
    "hidden_cell": Bilingual(
        "非表示の行または列にある「{seen}」", '"{seen}", in a hidden row or column'
    ),
    "control": Bilingual("フォームのボタンやチェックボックス", "buttons or tick boxes of a form"),
    "picture": Bilingual("画像「{seen}」", 'picture "{seen}"'),
    "chart": Bilingual("グラフ「{seen}」", 'chart "{seen}"'),
    "diagram": Bilingual("SmartArt「{seen}」", 'diagram "{seen}"'),
    "word_art": Bilingual("ワードアート「{seen}」", 'word art "{seen}"'),
    "picture_in_pdf": Bilingual("画像", "picture"),
    "picture_of_page": Bilingual(
        "ページ全体の画像（その中の文字は読めない）",
        "a picture of the whole page, whose letters are not read",
    ),
    "hidden_in_pdf": Bilingual(
        "印刷されない文字「{seen}」", 'letters that are not printed, "{seen}"'
    ),
    "shape": Bilingual("文字のない図形「{seen}」", 'shape without a text "{seen}"'),
    "object": Bilingual("埋め込まれたオブジェクト（{seen}）", "embedded object ({seen})"),
    "other_file": Bilingual("取り込まれた別のファイル", "another file, taken in as a whole"),
    "comment": Bilingual("コメント「{seen}」", 'comment "{seen}"'),
    "deleted_row": Bilingual(
        "変更履歴で削除された行「{seen}」", 'row that a tracked change deleted: "{seen}"'
    ),
    "hidden_row": Bilingual("隠された行「{seen}」", 'hidden row: "{seen}"'),
}
_LONGEST = 60  # characters of what is quoted


def doubt(code: str, **details: str) -> Bilingual:
    """Sentence of a kind, with what was seen, in one line.

    Examples
    --------
    >>> doubt("hidden", seen="999").in_("en")
    'left out the hidden text "999"'
    """
    quoted = {
        name: shortened(made_visible(in_one_line(text)), _LONGEST) for name, text in details.items()
    }
    return _TEXTS[code].format(**quoted)
