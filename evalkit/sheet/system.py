"""What the system says when it refuses a file, in the language of the reader."""

from __future__ import annotations

import errno

from evalkit.sheet.bilingual import Bilingual

NOT_REGULAR = "Not a regular file"
"""What is said of a pipe or a device; the system has no number for it."""

_JAPANESE = {
    errno.EACCES: "権限がないか、使用中です",
    errno.EBUSY: "使用中です",
    errno.EEXIST: "フォルダと同じ名前のファイルがあります",
    errno.EFBIG: "ファイルが大きすぎます",
    errno.EIO: "記憶装置の読み書きに失敗しました",
    errno.EISDIR: "フォルダです",
    errno.ELOOP: "リンクが循環しています",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ENOENT: "ファイルもフォルダもありません",
    errno.ENOSPC: "空き容量がありません",
    errno.ENOTDIR: "途中にフォルダでないものがあります",
    errno.ENOTEMPTY: "フォルダが空ではありません",
    errno.EPERM: "許可されていません",
    errno.EROFS: "読み取り専用の場所です",
}
_JAPANESE |= {errno.EDQUOT: "割り当てられた容量を超えます"} if hasattr(errno, "EDQUOT") else {}


def system_reason(error: OSError) -> Bilingual:
    """Reason of an `OSError`, from its errno and strerror.

    Examples
    --------
    >>> system_reason(OSError(28, "No space left on device"))
    Bilingual(ja='空き容量がありません', en='No space left on device')
    """
    said = error.strerror or f"errno {error.errno}"
    if said == NOT_REGULAR:
        return Bilingual("通常のファイルではありません", said)
    return Bilingual(_JAPANESE.get(error.errno, said) if error.errno else said, said)
