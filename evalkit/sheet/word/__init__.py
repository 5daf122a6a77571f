"""The sheet as a Word document in the form's own layout, for those who circulate it in Word."""

from __future__ import annotations

from evalkit.sheet.word.document import write_document

__all__ = ["write_document"]
