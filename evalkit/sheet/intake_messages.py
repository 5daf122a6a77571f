"""Why a file of the ministry cannot be taken in, and what to do, in two languages."""

from __future__ import annotations

from typing import Final

from evalkit.sheet.bilingual import Bilingual

INTAKE_TEXTS: Final[dict[str, Bilingual]] = {
    "damaged_document": Bilingual(
        "文書が壊れているか、途中で切れています。もう一度コピーするか、Word で開いて保存し直してください",
        "the document is damaged or cut off; copy it again, or open and save it in Word",
    ),
    "encrypted_document": Bilingual(
        "パスワードで保護されています。Word または Excel でパスワードを外し、保存し直してください",
        "protected by a password; remove it in Word or Excel and save again",
    ),
    "document_macros": Bilingual(
        "マクロを含むファイルは読みません。「Word 文書（*.docx）」または「Excel ブック（*.xlsx）」として保存し直してください",
        "files with macros are not read; save it as .docx or .xlsx",
    ),
    "ichitaro": Bilingual(
        "一太郎の文書は読めません。一太郎で「Word 文書（*.docx）」として保存し直してください",
        "documents of Ichitaro cannot be read; save it there as a Word document (.docx)",
    ),
    "picture_file": Bilingual(
        "画像のファイルで、文字がありません（文字の読み取りはしません）。元の Word、Excel または文字のある PDF を指定してください",
        "a picture, which holds no text (nothing is guessed from pixels); give the Word or Excel file that it was made from",
    ),
    "scan": Bilingual(
        "文字のない PDF（スキャンした画像）です。文字の読み取りはしません。元の Word、Excel または文字のある PDF を指定してください",
        "a PDF without letters, a scan (nothing is guessed from pixels); give the Word or Excel file that it was made from",
    ),
    "damaged_pdf": Bilingual(
        "PDF が壊れているか、途中で切れています。もう一度コピーしてください",
        "the PDF is damaged or cut off; copy it again",
    ),
    "too_many_pages": Bilingual(
        "ページが多すぎます（{limit} ページまで）。評価書の部分だけを PDF にしてください",
        "too many pages (at most {limit}); make a PDF of the sheet alone",
    ),
    "page_too_full": Bilingual(
        "{page} ページの文字や線が多すぎて読めません。元の Word または Excel のファイルを指定してください",
        "page {page} holds too many letters or lines; give the Word or Excel file that it was made from",
    ),
    "other_kind": Bilingual(
        "{kind}は読めません。Word 文書（.docx）または Excel ブック（.xlsx）として保存し直してください",
        "{kind} cannot be read; save it as a Word document (.docx) or an Excel workbook (.xlsx)",
    ),
    "empty_file": Bilingual(
        "ファイルに内容がありません。もう一度コピーしてください", "the file is empty; copy it again"
    ),
    "no_converter": Bilingual(
        "古い形式（.{old}）です。{program} で .{new} として保存し直してください（LibreOffice があれば、そのまま読めます）",
        "an old .{old} file; save it in {program} as .{new} (with LibreOffice installed it is read as it is)",
    ),
    "not_converted": Bilingual(
        "古い形式（.{old}）で、LibreOffice でも開けません。{program} で .{new} として保存し直してください",
        "an old .{old} file that LibreOffice cannot open; save it in {program} as .{new}",
    ),
    # the form
    "unknown_form": Bilingual(
        "何の様式か、表題から分かりません。--form で指定してください（{forms}。ほかの様式は params/forms/ に書けます）",
        "its title is that of no known form; name one by --form ({forms}; others can be described in params/forms/)",
    ),
    "no_such_form": Bilingual(
        "様式「{seen}」はありません。使える様式: {allowed}",
        'no form is called "{seen}"; known: {allowed}',
    ),
    "no_fiscal_year": Bilingual(
        "何年度の評価書か、表題から分かりません。-o に params/fy2024/7-2.yaml のように年度のフォルダーを指定してください",
        "its title names no fiscal year; give it by the folder of -o, such as params/fy2024/7-2.yaml",
    ),
    "nothing_recognised": Bilingual(
        "様式「{form}」の達成目標、指標、予算のいずれも見つかりません。--form で別の様式を指定してください",
        'nothing of the form "{form}" was found: no goal, no indicator, no budget; name another by --form',
    ),
}
