"""Word documents for tests: the XML of their parts, in a zip."""

import zipfile
from io import BytesIO

from evalkit.intake.docx.read import parse_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def part(name, content):
    """A part of WordprocessingML."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
    return f"<w:{name} {names}>{content}</w:{name}>"


def relations(*kinds_and_targets):
    """What a part refers to."""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_TYPE}{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds_and_targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'


def packed(parts):
    """Parts by name, as a file."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def document(body, **parts):
    """Content of a .docx with that body; other parts are named by their kind."""
    own = [(kind, f"{kind}.xml") for kind in parts]
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(*own),
            **{f"word/{kind}.xml": content for kind, content in parts.items()},
        }
    )


def read(body, **parts):
    """All that a document with that body prints."""
    return parse_docx(document(body, **parts), "form.docx")


def run(text, look=""):
    """Text in one look."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content, said=""):
    """Paragraph of runs, or of a text."""
    inside = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{said}</w:pPr>{inside}</w:p>"


def cell(content="", said=""):
    """Cell of a table."""
    inside = content if content.startswith("<w:p") else paragraph(content)
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{inside}</w:tc>"


def row(*cells, said=""):
    """Row of a table; a text is a cell."""
    each = (one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{said}</w:trPr>{''.join(each)}</w:tr>"


def table(*rows):
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def in_list(text, number="1", level="0"):
    """Paragraph of a list."""
    said = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, said)


def level(at, way, text, start=1, more=""):
    """How a level of a list counts."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{way}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(*definitions, lists=()):
    """Part of lists; the first definition is that of list 1, and so on."""
    own = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
        for number, levels in enumerate(definitions, 1)
    )
    named = [(number, number, "") for number in range(1, len(definitions) + 1)] + list(lists)
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'
        for number, of, more in named
    )
    return part("numbering", own + nums)
