"""What is wrong with a workbook, and what to do, in two languages; see :mod:`problems`."""

from __future__ import annotations

from typing import Final

from evalkit.sheet.bilingual import Bilingual

BOOK_TEXTS: Final[dict[str, Bilingual]] = {
    # the file
    "no_workbook": Bilingual(
        "Excel ブック（.xlsx）ではありません。evalkit workbook write で作ったブックを指定してください",
        "not an Excel workbook (.xlsx); give one that evalkit workbook write made",
    ),
    "old_workbook": Bilingual(
        "古い形式（.xls）です。Excel で「Excel ブック（*.xlsx）」として保存し直してください",
        "an old .xls file; save it in Excel as .xlsx",
    ),
    "encrypted_workbook": Bilingual(
        "パスワードで保護されています。Excel で［ファイル］→［情報］→［ブックの保護］→［パスワードを使用して暗号化］を空にして保存し直してください",
        "protected by a password; remove it in Excel (File, Info, Protect Workbook) and save again",
    ),
    "damaged_workbook": Bilingual(
        "ブックが壊れているか、途中で切れています。もう一度コピーするか、Excel で開いて保存し直してください",
        "the workbook is damaged or cut off; copy it again, or open and save it in Excel",
    ),
    "workbook_too_large": Bilingual(
        "{size} バイトはブックとして大きすぎます（上限 {limit} バイト）",
        "{size} bytes are too many for a workbook (at most {limit})",
    ),
    "zip_bomb": Bilingual(
        "展開すると {size} バイト（部品 {parts} 個）になります。評価書のファイルとして大きすぎるため、開きません",
        "unpacks to {size} bytes in {parts} parts, too large for a sheet; not opened",
    ),
    "entities": Bilingual(
        "部品 {part} に文書型宣言または実体の定義があります。安全のため開きません",
        "part {part} declares a document type or entities; not opened",
    ),
    "macros": Bilingual(
        "マクロを含むブックは読みません。「Excel ブック（*.xlsx）」として保存し直してください",
        "workbooks with macros are not read; save it as .xlsx",
    ),
    "cells_too_far": Bilingual(
        "「{seen}」は様式からかけ離れています（上限 {rows} 行 {columns} 列）。消してから保存してください",
        '"{seen}" lies far outside the form (at most {rows} rows and {columns} columns); delete it',
    ),
    "too_many_elements": Bilingual(
        "ブックの部品 {part} は評価書のブックとして大きすぎます（要素が {limit} 個を超えます）。使っていない行と列の書式をクリアしてから保存してください",
        "part {part} is too large for a sheet's workbook (more than {limit} elements); clear the formats of unused rows and columns and save it again",
    ),
    "not_our_workbook": Bilingual(
        "evalkit workbook write で作ったブックではありません（隠しシート _evalkit がないか、書き換えられています）。ブックを作り直してください",
        "not made by evalkit workbook write (the hidden worksheet _evalkit is missing or altered); write the book again",
    ),
    "workbook_version": Bilingual(
        "このブックの版（{seen}）は、この evalkit の版（{known}）と異なります。ブックを作り直してください",
        "the workbook has version {seen}, this evalkit knows {known}; write the book again",
    ),
    "book_of_another_sheet": Bilingual(
        "このブックは「{seen}」のものです。{sheet} は「{there}」です。読み込み先を確かめるか、ブックを作り直してください",
        'a book of "{seen}", while {sheet} is "{there}"; check which file is meant, or write the book again',
    ),
    "no_books": Bilingual("ブック（.xlsx）がありません", "there is no workbook (.xlsx)"),
    "no_sheet_of_book": Bilingual(
        "このブックは「{seen}」のものですが、{folder} にその評価書はありません",
        'a book of "{seen}", of which there is no sheet in {folder}',
    ),
    "changed_twice": Bilingual(
        "ブックを作った時は「{base}」、評価書は今「{ours}」、ブック（{book} {at}）は「{seen}」です。ブックを採るなら --take theirs、評価書を採るなら --take ours を付けて読み込んでください",
        'was "{base}" when the book was written, is "{ours}" here now and "{seen}" in the book ({book} {at}); read it with --take theirs for the book, or --take ours for the sheet',
    ),
    "removed_in_book": Bilingual(
        "「{seen}」がブック {book} で削除されています。削除してよければ --allow-removals を付けて読み込んでください",
        '"{seen}" was deleted in the book {book}; read it with --allow-removals if it is to go here, too',
    ),
    "comment_lost": Bilingual(
        "消えた項目とともに、コメント「{seen}」もなくなりました（行は読み込む前のもの）",
        'the comment "{seen}" went with what stood there (line as before reading)',
    ),
    "book_not_read": Bilingual(
        "ブックには、まだ読み込んでいない記入があります。先に evalkit workbook read で読み込むか、捨ててよければ --force を付けてください",
        "the workbook holds entries not read yet; read it first with evalkit workbook read, or give --force to lose them",
    ),
    "book_kept": Bilingual(
        "読めないブックなので、上書きしません。捨ててよければ --force を付けてください",
        "a workbook that cannot be read is not written over; give --force to lose it",
    ),
    "too_long_for_cell": Bilingual(
        "{size} 文字はセルに入りません（上限 {limit} 文字）。評価書の文章を分けてください",
        "{size} characters are too many for a cell (at most {limit}); divide the text in the sheet",
    ),
    # worksheets, rows and columns
    "missing_worksheet": Bilingual(
        "シート「{seen}」がありません。ブックを作り直すか、シートを戻してください",
        'worksheet "{seen}" is missing; restore it, or write the book again',
    ),
    "second_worksheet": Bilingual(
        "シート「{seen}」のコピーです。一方を削除してください",
        'a copy of worksheet "{seen}"; delete one of them',
    ),
    "columns_moved": Bilingual(
        "列が挿入または削除されています。様式の列に戻してください",
        "columns were inserted or deleted here; restore those of the form",
    ),
    "row_missing": Bilingual(
        "様式の行「{seen}」がなくなっています。行を戻すか、ブックを作り直してください",
        'the row "{seen}" of the form is missing; restore it, or write the book again',
    ),
    "orphan_row": Bilingual(
        "この行が属する指標などの行が削除されています。まとめて削除するか、行を戻してください",
        "the row that this one belongs to was deleted; delete both, or restore it",
    ),
    "hidden_worksheet": Bilingual(
        "シート「{seen}」が非表示です。再表示するか、削除してください（見えない記入は読みません）",
        'worksheet "{seen}" is hidden; unhide or delete it (what nobody sees is not read)',
    ),
    "hidden_row": Bilingual(
        "{seen} 行目が非表示です。再表示してください（見えない記入は読みません）",
        "row {seen} is hidden; unhide it (what nobody sees is not read)",
    ),
    "hidden_column": Bilingual(
        "列が非表示です。再表示してください（見えない記入は読みません）",
        "the column is hidden; unhide it (what nobody sees is not read)",
    ),
    # cells
    "formula_without_value": Bilingual(
        "数式「{seen}」の計算結果が保存されていません。Excel で開いて保存し直すか、値を入力してください",
        'the result of the formula "{seen}" is not saved; open and save the book in Excel, or enter the value',
    ),
    "formula_to_other_book": Bilingual(
        "数式「{seen}」は別のブックを参照しています。値を確かめ、文字で入力し直してください",
        'the formula "{seen}" refers to another book; check the value and enter it as text',
    ),
    "formula_read": Bilingual(
        "数式「{seen}」の計算結果「{value}」を読みました（保存したときの値です）",
        'read "{value}", the result of the formula "{seen}" as it was saved',
    ),
    "formula_that_changes": Bilingual(
        "数式「{seen}」の値は、開く時刻や環境によって変わります。値を確かめ、文字で入力し直してください",
        'the value of the formula "{seen}" changes with the time or the machine; check it and enter it as text',
    ),
    "error_value": Bilingual(
        "エラー値「{seen}」です。値を入力してください",
        'the cell shows the error "{seen}"; enter the value',
    ),
    "date_cell": Bilingual(
        "Excel が日付（{seen}）に変えています。表示形式を「文字列」にして、入力し直してください",
        "Excel made a date of it ({seen}); format the cell as text and enter it again",
    ),
    "boolean_cell": Bilingual(
        "論理値「{seen}」です。文字で入力してください",
        'the cell holds the truth value "{seen}"; enter it as text',
    ),
    "number_format": Bilingual(
        "数値 {seen} の表示形式「{format}」は読めません。表示形式を「文字列」にして、様式に印刷されるとおりに入力してください",
        'the number {seen} has the format "{format}", which is not understood; format the cell as text and enter it as printed',
    ),
    "shows_nothing": Bilingual(
        "「{seen}」は表示されていません（表示形式「{format}」）。表示されるようにするか、消してください（見えない記入は読みません）",
        '"{seen}" is not shown (number format "{format}"); show or delete it (what nobody sees is not read)',
    ),
    "struck_text": Bilingual(
        "「{seen}」に取り消し線が引かれ、「{left}」が残っています。消した文字を削除するか、取り消し線を外してください",
        '"{seen}" is struck through beside "{left}"; delete it, or remove the strikethrough',
    ),
    "struck_cell": Bilingual(
        "「{seen}」に取り消し線が引かれています。削除するか、取り消し線を外してください",
        '"{seen}" is struck through; delete it, or remove the strikethrough',
    ),
    "struck_row": Bilingual(
        "{seen} 行目の全体に取り消し線が引かれています。行を削除するか、取り消し線を外してください",
        "the whole row {seen} is struck through; delete it, or remove the strikethrough",
    ),
    "raised_text": Bilingual(
        "「{seen}」の「{raised}」は上付きまたは下付きで、読むと隣の文字とつながります。「（注3）」のように書くか、削除してください",
        '"{raised}" in "{seen}" is raised or lowered and would join what stands beside it; write it like （注3）, or delete it',
    ),
    "invisible_text": Bilingual(
        "「{seen}」は背景と同じ色か、ごく小さな文字で見えません。見えるようにするか、削除してください（見えない記入は読みません）",
        '"{seen}" has the colour of its background or is tiny; show or delete it (what nobody sees is not read)',
    ),
    "conditional_look": Bilingual(
        "{seen} の条件付き書式が、文字を消したり隠したり別の表示にしたりします。そのルールを削除してください",
        "a conditional format of {seen} strikes text through, hides it or shows it otherwise; delete that rule",
    ),
    "several_readings": Bilingual(
        "コメントに読みが二つ以上あります（{seen}）。一つにしてください",
        "the comment gives more than one reading ({seen}); keep one",
    ),
    "merged_differently": Bilingual(
        "セルの結合が様式と異なります。結合を元に戻してください",
        "cells are merged otherwise than in the form; restore the merging",
    ),
    "unmerged": Bilingual(
        "結合が解かれ、空いたセルの意味が分かりません（元の記載「{seen}」）。結合し直すか、すべての年度に記入してください",
        'cells were separated, and it is unclear what the empty ones mean (once "{seen}"); merge them again, or fill in every year',
    ),
    "separated": Bilingual(
        "結合が解かれ、一つの欄に「{first}」と「{seen}」があります。一方を消してください",
        'cells were separated, and one field holds both "{first}" and "{seen}"; delete one',
    ),
    "label_changed": Bilingual(
        "様式の見出し「{expected}」が「{seen}」になっています。セルがずれていないか確かめ、元に戻してください",
        'the form\'s heading "{expected}" now reads "{seen}"; check that no cells moved, and restore it',
    ),
    "outside_form": Bilingual(
        "様式にない欄に「{seen}」があります。セルがずれていないか確かめ、消してください",
        '"{seen}" stands where the form has no field; check that no cells moved, and delete it',
    ),
}

IN_A_BOOK: Final[dict[str, Bilingual]] = {
    "missing": Bilingual(
        "「{term}」がありません。記入してください", '"{term}" is missing; fill it in'
    ),
    "missing_unit": Bilingual(
        "「{seen}」に単位がありません。例: {example}。単位のない指標なら、右の「単位」の欄に「なし」と記入してください",
        '"{seen}" has no unit; write it with the figure, such as {example}, or なし in the column 単位 for a pure number',
    ),
}
"""Texts of problems that sheet files have too, where a workbook needs other advice."""

ACCEPT_IN_A_BOOK = Bilingual(
    "書き直すか、このセルのコメント（メモ）に「読み：」と正しい数値を書いてください",
    "mend it, or write 読み： and its reading in a comment on this cell",
)
"""How a malformed figure is accepted in a workbook."""
