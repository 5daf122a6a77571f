"""From the XML of paragraphs to their text: everything that prints, and nothing that does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from evalkit.intake.docx.document import Document, alternative, unwrapped
from evalkit.intake.docx.fields import Field
from evalkit.intake.docx.passage import PLAIN, Draft, Look, Passage, apart
from evalkit.intake.docx.shapes import FoundPicture, drawn_in, outermost
from evalkit.intake.docx.styles import is_on, is_shaded
from evalkit.intake.docx.symbols import UNKNOWN, is_symbol_font, symbol
from evalkit.intake.doubtful import doubt
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.package import first

_SILENT: Final = frozenset(
    {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr"}
    | {"w:footnoteRef", "w:endnoteRef", "w:annotationRef", "w:separator", "w:softHyphen"}
    | {"w:continuationSeparator", "w:customXmlPr", "w:smartTagPr"}
)
"""Elements in which nothing prints."""
_FIXED: Final = {
    "w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-",
}  # fmt: skip
_HEXADECIMAL = re.compile("[0-9A-Fa-f]{1,4}")
_WHITE = "FFFFFF"
_TINY = 5  # half points; what is smaller is a dot on paper


class Reader:
    """Reads the texts of one document in their order, in which lists and notes are counted."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._fields: list[Field] = []  # those begun and not ended, which may be many paragraphs on
        self._draft = Draft()
        self._look = PLAIN
        self._font: str | None = None
        self._style = ""
        self._paper_is_shaded = False
        self._where = NOTHING
        self.lost: list[Bilingual] = []
        self.pictures: list[FoundPicture] = []
        self.notes: list[tuple[str, Element]] = []  # what stands in the text for it, and the note

    def passage(
        self, blocks: Iterable[Element], where: Bilingual, *, is_shaded: bool = False
    ) -> Passage:
        """Text of paragraphs, and of tables between them.

        Parameters
        ----------
        blocks : iterable of Element
            Paragraphs and tables of one cell; or one paragraph.
        where : Bilingual
            Place of what is no text.
        is_shaded : bool
            Whether the paper behind them is coloured.
        """
        self._draft, self._look, self._where = Draft(), PLAIN, where
        self._paper_is_shaded = is_shaded
        self._inside(unwrapped(blocks))
        return self._draft.passage()

    def of_other_parts(self) -> Reader:
        """Reader of notes, headers and footers, in which other names stand for pictures."""
        other = Reader(replace(self._document, pictures={}))
        other.lost, other.notes = self.lost, self.notes
        return other

    def lose(self, code: str, seen: str = "", where: Bilingual | None = None) -> None:
        """Put down what is no text of the form, with its place."""
        place = where or self._where
        self.lost.append(_AT.format(where=place, what=doubt(code, seen=seen)))

    def _visit(self, element: Element) -> None:
        act = _ACTS.get(element.tag)
        if act:
            act(self, element)
        elif element.tag in _FIXED:
            self._add(_FIXED[element.tag])
        elif element.tag not in _SILENT:
            self._inside(element)

    def _inside(self, elements: Iterable[Element]) -> None:
        for element in elements:
            self._visit(element)

    def _add(self, text: str) -> None:
        if not self._is_code:
            self._draft.add(text, self._look)

    @property
    def _is_code(self) -> bool:
        """Whether what stands here is the code of a field."""
        return any(not each.has_result for each in self._fields)

    def _part(self, elements: Iterable[Element]) -> str:
        """Walk through a part; the text that it added."""
        at = len(self._draft.pieces)
        self._inside(elements)
        return "".join(text for text, _ in self._draft.pieces[at:])

    @contextmanager
    def _looking(self, **changes: bool) -> Iterator[None]:
        before, self._look = self._look, replace(self._look, **changes)
        yield
        self._look = before

    # Paragraphs and runs -------------------------------------------------------------------

    def _paragraph(self, paragraph: Element) -> None:
        before = self._style, self._paper_is_shaded
        self._style = self._document.styles.of_paragraph(paragraph)
        self._paper_is_shaded |= is_shaded(first(paragraph, "w:pPr", "w:shd"))
        mark = first(paragraph, "w:pPr", "w:rPr")
        is_gone = any(first(mark, name) is not None for name in ("w:del", "w:moveFrom"))
        if not is_gone and not self._document.styles.toggle("w:vanish", mark, self._style):
            self._number(paragraph)
        text = self._part(paragraph)
        if not is_gone:
            self._add("\n")
        elif text.strip():
            self._draft.doubt("joined")
        self._style, self._paper_is_shaded = before

    def _number(self, paragraph: Element) -> None:
        label = self._document.numbering.label(paragraph)
        if label is None:
            return
        if label.unknown:
            self._draft.doubt("number_format", seen=label.unknown)
        letters = "".join(each.text or "" for each in paragraph.iter("w:t"))
        self._add(label.text + apart(label.text, letters))

    def _run(self, run: Element) -> None:
        before = self._look, self._font
        said = first(run, "w:rPr")
        styles = self._document.styles
        self._look = self._look_of(said)
        self._font = styles.look("w:rFonts", "w:ascii", said, self._style)
        self._inside(run)
        self._look, self._font = before

    def _look_of(self, said: Element | None) -> Look:
        """Look of a run; what was changed is said by what holds it."""
        styles, style = self._document.styles, self._style
        strikes = ("w:strike", "w:dstrike")
        height = styles.look("w:vertAlign", "w:val", said, style)
        return replace(
            self._look,
            is_hidden=styles.toggle("w:vanish", said, style),
            is_struck=any(styles.toggle(name, said, style) for name in strikes),
            is_raised=height in ("superscript", "subscript"),
            is_pale=self._is_pale(said),
        )

    def _is_pale(self, said: Element | None) -> bool:
        styles, style = self._document.styles, self._style
        size = styles.look("w:sz", "w:val", said, style) or ""
        if size.isdecimal() and int(size) <= _TINY:
            return True
        is_white = (styles.look("w:color", "w:val", said, style) or "").upper() == _WHITE
        own = is_shaded(first(said, "w:shd")) or is_shaded(first(said, "w:highlight"))
        return is_white and not own and not self._paper_is_shaded

    def _text(self, element: Element) -> None:
        text = element.text or ""
        if element.get("xml:space") != "preserve":
            text = text.strip(" \t\r\n")
        if not is_symbol_font(self._font):
            self._add(text)
            return
        for letter in text:
            is_sign = ord(letter) < 0x100 or _is_private(ord(letter))
            if is_sign and not letter.isspace():
                self._sign(self._font, ord(letter))
            else:
                self._add(letter)

    def _symbol(self, element: Element) -> None:
        code = element.get("w:char", "")
        self._sign(element.get("w:font"), int(code, 16) if _HEXADECIMAL.fullmatch(code) else 0)

    def _sign(self, font: str | None, code: int) -> None:
        sign = symbol(font, code) if is_symbol_font(font) or _is_private(code) else chr(code)
        if sign == UNKNOWN:
            self._draft.doubt("symbol", font=font or "", seen=f"{code:X}")
        self._add(sign)

    def _ruby(self, element: Element) -> None:
        base = first(element, "w:rubyBase")
        self._inside(() if base is None else base)

    # Changes, fields, controls -------------------------------------------------------------

    def _inserted(self, element: Element) -> None:
        with self._looking(is_inserted=True):
            self._inside(element)

    def _deleted(self, element: Element) -> None:
        with self._looking(is_deleted=True):
            self._inside(element)

    def _alternative(self, element: Element) -> None:
        self._inside(alternative(element))

    def _control(self, element: Element) -> None:
        text = self._part(element)
        prompt = first(element, "w:sdtPr", "w:showingPlcHdr")
        if prompt is not None and is_on(prompt) and text.strip():
            self._draft.doubt("placeholder", seen=text)

    def _field_mark(self, mark: Element) -> None:
        kind = mark.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(Field(form=first(mark, "w:ffData")))
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
            self._tell_of(self._fields[-1])
        elif kind == "end" and self._fields:
            self._end(self._fields.pop())

    def _end(self, field: Field) -> None:
        if field.has_result:
            return
        shown = field.shown()
        if shown is None:
            self._draft.doubt("field", seen=field.code)
        self._add(field.code if shown is None else shown)

    def _code(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].code += element.text or ""

    def _simple_field(self, element: Element) -> None:
        self._tell_of(Field(code=element.get("w:instr", "")))
        self._inside(element)

    def _tell_of(self, field: Field) -> None:
        if field.changes:
            self._draft.doubt("changing_field", seen=field.code)

    # Notes, drawings, tables ---------------------------------------------------------------

    def _note(self, reference: Element) -> None:
        kind = reference.tag.removesuffix("Reference")
        note = self._document.notes.get((kind, reference.get("w:id", "")))
        if note is None or reference.get("w:customMarkFollows") in ("1", "true"):
            return
        mark = f"（注{len(self.notes) + 1}）"
        self.notes.append((mark, note))
        self._draft.doubt("note", seen=mark)
        self._add(mark)

    def _comment(self, reference: Element) -> None:
        comment = self._document.comments.get(reference.get("w:id", ""))
        if comment is not None:
            self.lose("comment", "".join(each.text or "" for each in comment.iter("w:t")))

    def _equation(self, element: Element) -> None:
        text = "".join(each.text or "" for each in element.iter("m:t"))
        self._draft.doubt("equation", seen=text)
        self._add(text)

    def _drawing(self, drawing: Element) -> None:
        boxes = list(outermost(drawing, "w:txbxContent"))
        for box in boxes:
            self._text_box(box)
        for drawn in drawn_in(drawing, has_text=bool(boxes)):
            picture = self._document.pictures.get(drawn.picture)
            if picture:
                told = _AT.format(where=self._where, what=doubt(drawn.kind, seen=drawn.name))
                self.pictures.append(FoundPicture(picture, drawn.text, self._where, told))
            else:
                self.lose(drawn.kind, drawn.name)

    def _text_box(self, box: Element) -> None:
        if self._draft.text and not self._draft.text.endswith("\n"):
            self._add("\n")
        text = self._part(box)
        if text.strip():
            self._draft.doubt("text_box", seen=text)

    def _object(self, element: Element) -> None:
        program = next((each.get("ProgID", "") for each in element.iter("o:OLEObject")), "")
        self.lose("object", program)

    def _other_file(self, element: Element) -> None:
        self.lose("other_file")

    def _table(self, table: Element) -> None:
        """Put the rows of a table within a cell below each other."""
        self._draft.doubt("nested_table")
        for row in (each for each in unwrapped(table) if each.tag == "w:tr"):
            if self._draft.text and not self._draft.text.endswith("\n"):
                self._add("\n")
            for cell in (each for each in unwrapped(row) if each.tag == "w:tc"):
                self._cell(cell)
            self._add("\n")

    def _cell(self, cell: Element) -> None:
        """Put a cell of a table within a cell behind the one before it."""
        at = len(self._draft.pieces)
        self._inside(cell)
        pieces = self._draft.pieces
        if len(pieces) > at and pieces[-1][0] == "\n":
            pieces.pop()
        text = "".join(text for text, _ in pieces[at:])
        pieces.insert(at, (apart("".join(text for text, _ in pieces[:at]), text), PLAIN))


_AT: Final = Bilingual("{where} {what}", "{where}: {what}")

_ACTS: Final[Mapping[str, Callable[[Reader, Element], None]]] = {
    "w:p": Reader._paragraph,
    "w:r": Reader._run,
    "w:t": Reader._text,
    "w:delText": Reader._text,
    "w:sym": Reader._symbol,
    "w:ruby": Reader._ruby,
    "w:ins": Reader._inserted,
    "w:moveTo": Reader._inserted,
    "w:del": Reader._deleted,
    "w:moveFrom": Reader._deleted,
    "mc:AlternateContent": Reader._alternative,
    "w:sdt": Reader._control,
    "w:fldChar": Reader._field_mark,
    "w:instrText": Reader._code,
    "w:delInstrText": Reader._code,
    "w:fldSimple": Reader._simple_field,
    "w:footnoteReference": Reader._note,
    "w:endnoteReference": Reader._note,
    "w:commentReference": Reader._comment,
    "m:oMath": Reader._equation,
    "w:drawing": Reader._drawing,
    "w:pict": Reader._drawing,
    "w:object": Reader._object,
    "w:contentPart": Reader._drawing,
    "w:altChunk": Reader._other_file,
    "w:subDoc": Reader._other_file,
    "w:tbl": Reader._table,
}
"""What is done with each element that is more than what stands in it."""


def _is_private(code: int) -> bool:
    """Whether a character is one of a font without letters, as files write them."""
    return code < 0x20 or 0xF000 <= code <= 0xF0FF
