"""Workbooks for tests: the XML of their parts, in a zip."""

from evalkit.intake.xlsx.read import parse_xlsx
from tests.fuzz.books import packed
from tests.intake.word import relations

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"

FORMATS = [
    "General",
    "@",
    '#,##0"件"',
    "0.0%",
    "#,##0,",
    'm"月"d"日"',
    ";;;",
    '[$-411]ggge"年度"',
    "0",
]
FONTS = [
    "", "<strike/>", '<color rgb="FFFFFFFF"/>', '<sz val="1"/>', '<vertAlign val="superscript"/>',
]  # fmt: skip
_FRAME = '<left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/>'


def style(number_format="General", *, font=0, framed=False, across=False, japanese=None):
    """Number of the look of a cell."""
    return _looks().index((number_format, font, framed, across, japanese))


def _looks():
    plain = [(each, 0, framed, False, None) for each in FORMATS for framed in (False, True)]
    fonts = [("General", font, False, False, None) for font in range(1, len(FONTS))]
    own = [
        ("General", 0, False, True, None),
        ("General", 0, False, False, 31),
        ("General", 0, False, False, 5),
    ]
    return plain + fonts + own


def _style_part():
    formats = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{each.replace(chr(34), "&quot;")}"/>'
        for at, each in enumerate(FORMATS)
    )
    fonts = "".join(f"<font>{each}</font>" for each in FONTS)
    looks = "".join(
        f'<xf numFmtId="{164 + FORMATS.index(each) if japanese is None else japanese}" fontId="{font}"'
        f' fillId="0" borderId="{int(framed)}">'
        + ('<alignment horizontal="centerContinuous"/>' if across else "")
        + "</xf>"
        for each, font, framed, across, japanese in _looks()
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><fonts>{fonts}</fonts>'
        f'<fills><fill><patternFill patternType="none"/></fill></fills>'
        f"<borders><border/><border>{_FRAME}</border></borders><cellXfs>{looks}</cellXfs>"
        "<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"
    )


def text(name, content, look=0):
    """Cell with a text."""
    return f'<c r="{name}" s="{look}" t="inlineStr"><is><t>{content}</t></is></c>'


def number(name, value, look=0):
    """Cell with a number."""
    return f'<c r="{name}" s="{look}"><v>{value}</v></c>'


def worksheet(*rows, before="", after=""):
    """Worksheet of rows, each the XML of its cells."""
    lines = "".join(
        f"<row>{each}</row>" if each.startswith("<c ") or not each else each for each in rows
    )
    return f'<worksheet xmlns="{_MAIN}" xmlns:r="{_R}">{before}<sheetData>{lines}</sheetData>{after}</worksheet>'


def book(*worksheets, state="visible", more="", parts=None, shared=""):
    """Content of an .xlsx file; its worksheets are called 表1, 表2."""
    tabs = "".join(
        f'<sheet name="表{at}" sheetId="{at}" state="{state if at > 1 else "visible"}" r:id="rId{at}"/>'
        for at in range(1, len(worksheets) + 1)
    )
    targets = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(worksheets) + 1)]
    own = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    main = f'<workbook xmlns="{_MAIN}" xmlns:r="{_R}"><sheets>{tabs}</sheets>{more}</workbook>'
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": main,
            "xl/_rels/workbook.xml.rels": relations(*targets, *own),
            "xl/styles.xml": _style_part(),
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
            **{f"xl/worksheets/sheet{at}.xml": each for at, each in enumerate(worksheets, 1)},
            **(parts or {}),
        }
    )


def read(*rows, before="", after="", **more):
    """All that a book with one worksheet prints."""
    return parse_xlsx(book(worksheet(*rows, before=before, after=after), **more), "form.xlsx")


def drawing(*things):
    """Part of what lies on a worksheet, each with its column, its row and its XML."""
    anchors = "".join(
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
        f"{inside}</xdr:oneCellAnchor>"
        for column, row, inside in things
    )
    return f'<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_A}" xmlns:c="{_C}" xmlns:r="{_R}">{anchors}</xdr:wsDr>'


def comments(*each):
    """Part of comments, each with its cell and its text."""
    inside = "".join(
        f'<comment ref="{name}"><text><r><t>{said}</t></r></text></comment>' for name, said in each
    )
    return f'<comments xmlns="{_MAIN}"><commentList>{inside}</commentList></comments>'
