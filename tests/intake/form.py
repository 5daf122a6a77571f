"""What the form of goal 7-2 prints, by its sheet; and what was read of a file, for comparing."""

from pathlib import Path

from ruamel.yaml import YAML

FILES = Path(__file__).parent / "files"
_SHEET = Path(__file__).parents[2] / "params/fy2012/7-2.yaml"
_UNPRINTED = ("years", "kind", "reading")


def printed_leaves():
    """Every text of the sheet that stands printed in the form."""
    return _leaves(YAML(typ="safe").load(_SHEET.read_text("utf-8")))


def _leaves(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for each in data:
            yield from _leaves(each)
    elif isinstance(data, dict):
        for key, each in data.items():
            if key not in _UNPRINTED:
                yield from _leaves(each)


def texts(printed):
    return [cell.text for cell in printed.cells()]


def told(printed):
    return [doubt.ja for cell in printed.cells() for doubt in cell.doubts]


def boxes(printed):
    return {
        cell.text: (cell.box.left, cell.box.top, cell.box.right, cell.box.bottom)
        for cell in printed.cells()
    }
