"""What goes wrong with files: every change is drawn from one seeded source of chance."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import yaml

Tree = Any
Path = tuple[Any, ...]

# Texts ----------------------------------------------------------------------------------------

NASTY = (
    "\ufeff", "\u202e", "\u2066", "\u200b", "\u00ad", "\u2060", "\u00a0", "\u3000", "\t", "\r", "\x00",
    "\x07", "\x1b[31m", "\x85", "\u2028", "：", "　", "か\u3099", "ﾎﾟｲﾝﾄ", "\U0001f5fe", "𠮷", "\ud800", "\ufffe",
    "\u0336", "%", "@", "`", "&a ", "*a", "!!int ", "|", ">", "- ", "? ", ": ", " #", "#", "'", '"', "{", "}", "[", "]",
    ",", "<<: ", "---\n", "...\n", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> theirs\n", "\\", "\n", "~", "<script>",
    "2012: ", "null", "{{printed}}", "{seen}", "%s", "＃", "“", "”", "𝟏", "٣", "①", "\u20e3", "e30", "∞", "NaN",
)  # fmt: skip


def bytes_of(chance: Random, content: bytes) -> bytes:
    """Flip, drop, double or cut bytes, or write the text in another encoding."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.choice((1, 2, 50))]
        elif kind == 2:
            data[at:at] = data[at : at + chance.choice((1, 3, 200))]
        else:
            data[at:at] = bytes([chance.randrange(256)])
    return bytes(data)


def encoding_of(chance: Random, content: bytes) -> bytes:
    """Write a text in the encoding of some other program, or cut it."""
    text = content.decode()
    to = chance.choice(
        ("cp932", "euc_jp", "utf-16", "utf-8-sig", "utf-7", "latin-1", "cut", "crlf", "cr")
    )
    if to == "cut":
        return content[: chance.randrange(len(content))]
    if to in ("crlf", "cr"):
        return text.replace("\n", "\r\n" if to == "crlf" else "\r").encode()
    return text.encode(to, "replace")


def characters_of(chance: Random, content: bytes) -> bytes:
    """Put characters into a text that nobody sees, or that mean something to YAML."""
    text = content.decode()
    for _ in range(chance.choice((1, 1, 1, 3))):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(NASTY) + text[at + chance.choice((0, 0, 1)) :]
    return text.encode("utf-8", "surrogatepass")


def lines_of(chance: Random, content: bytes) -> bytes:
    """Drop, double, move, indent or outdent lines."""
    lines = content.decode().splitlines(keepends=True)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        change = chance.choice(("drop", "double", "swap", "in", "out", "comment", "join"))
        line = lines[at]
        if change == "swap":
            lines[at], lines[to] = lines[to], line
        else:
            lines[at] = {
                "drop": "", "double": line * 2, "in": " " * chance.randint(1, 3) + line, "comment": "#" + line,
                "out": line[chance.randint(1, 2) :], "join": line.rstrip("\n"),
            }[change]  # fmt: skip
    return "".join(lines).encode()


# Trees ----------------------------------------------------------------------------------------


def tree_of(content: bytes) -> Tree:
    """Plain tree of a YAML file, every scalar a text."""
    return yaml.load(content.decode(), yaml.BaseLoader)  # makes texts only


def written(tree: Tree) -> bytes:
    """YAML of a tree."""
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")


def places(tree: Tree, path: Path = ()) -> list[Path]:
    """Path of everything in a tree."""
    below = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    return [path, *(place for key, value in below for place in places(value, (*path, key)))]


def at(tree: Tree, path: Path) -> Tree:
    """What stands at `path`."""
    for step in path:
        tree = tree[step]
    return tree


def structure_of(chance: Random, content: bytes) -> bytes:
    """Give parts of a sheet another shape: keys, types, years, numbers, references."""
    tree = tree_of(content)
    for _ in range(chance.choice((1, 1, 2, 4))):
        path = chance.choice(places(tree)[1:])
        holder, key = at(tree, path[:-1]), path[-1]
        chance.choice(_CHANGES)(chance, tree, holder, key)
        if not tree:
            break
    return written(tree)


def _delete(_: Random, __: Tree, holder: Tree, key: Any) -> None:
    del holder[key]


def _retype(chance: Random, _: Tree, holder: Tree, key: Any) -> None:
    old = holder[key]
    holder[key] = chance.choice(
        (
            "",
            [],
            {},
            [old],
            {"2012": old},
            [[old, old]],
            {"printed": old, "reading": old},
            str(old),
            "1",
            None,
            True,
        )
    )


def _rename(chance: Random, _: Tree, holder: Tree, key: Any) -> None:
    if isinstance(holder, dict):
        value = holder.pop(key)
        new = chance.choice((key[:-1], key + " ", key.upper(), "2012", "平成24年度", "2008-2012", "1900-2199", "2035",
                             "24年度", "H24", "", "no", "unit", "１", "0", "-1", "99999999999999999999"))  # fmt: skip
        holder[new] = value


def _double(_: Random, __: Tree, holder: Tree, key: Any) -> None:
    if isinstance(holder, list):
        holder.insert(key, deepcopy(holder[key]))


def _swap(chance: Random, tree: Tree, holder: Tree, key: Any) -> None:
    path = chance.choice(places(tree)[1:])
    holder[key] = deepcopy(at(tree, path))


def _text(chance: Random, _: Tree, holder: Tree, key: Any) -> None:
    holder[key] = chance.choice(_TEXTS)


def _figure(chance: Random, _: Tree, holder: Tree, key: Any) -> None:
    if isinstance(holder[key], str):
        holder[key] = figure_of(chance, holder[key])


_TEXTS = (
    "", " ", "0", "-0", "1", "1～10000000", "①～㊿", "１－①～９９９", "2012", "2008-2012", "2012-2008", "9999", "1e30機関",
    "9" * 40 + "件", "0." + "3" * 40 + "％", "NaN", "∞件", "－", "調査中", "実績なし", "毎年度", "各年度", "平成25年",
    "25年度まで", "FY13", "令和元年度（平成31年度）", "前年度以上", "10～20件", "20～10件", "約10件以上", "△5件", "−5",
    "【要記入】", "【要確認】 5件", "=1+1", "x" * 5000, "長" * 40_000, "a\nb", "〃", "N/A", "$10.4M", "5件（速報値）",
    "yes", "null", "true", "up", "down", "outcome", "met", "missed", "annual", "bands", "ja", "2013-02-30", "../../x",
    "[" * 30, "{seen} {x!r}", "%(x)s", "<img src=https://x.example/>", "0％", "100％", "0円", "13位", "40時間", "1,30,000",
)  # fmt: skip
_CHANGES: tuple[Callable[[Random, Tree, Tree, Any], None], ...] = (
    _delete, _retype, _rename, _double, _swap, _text, _text, _figure, _figure,
)  # fmt: skip


# Figures --------------------------------------------------------------------------------------

_INSERTED = (
    ",", ".", "、", "・", " ", "　", "\n", "\u00a0", "\u200b", "\u00ad", "\u2060", "\u0336", "\u20e3", "\u3099", "\u202e", "O", "l",
    "〇", "一", "①", "²", "千", "万", "億", "％", "人", "円", "件", "年度", "（", "）", "(", ")", "<", ">", "△", "-", "－", "+", "±",
    "～", "/", "→", "以上", "未満", "約", "余", "％増", "減", "比", "位", "※", "*1", "注1）", "e3", "M", "k", "３", "٣", "𝟑",
)  # fmt: skip
_AROUND = (
    "（{}）", "({})", "<{}>", "〈{}〉", "[{}]", "「{}」", "{}（23年度）", "（23年度）{}", "平成22年度 {}", "{}（7件）", "{}→{}",
    "{}、{}", "{} {}", "約{}", "{}以上", "{}程度", "{}千円", "{}百万円", "{}円", "{}人", "{}％", "△{}", "▲ {}", "-{}", "¥{}",
    "${}", "{}余", "{}※別表参照", "{}（暫定値）", "（2009年）{}", "{}超", "{}増", "全国{}", "延べ{}", "{}/年", "{}分", "{}時間",
    "{}時間30分", "{}位", "{}倍", "~{}", "={}", "'{}", "“{}”", "{}.", "{}。", ".{}", "{},", "0{}", "00{}", "{}(速報)", "{}前後",
)  # fmt: skip


def figure_of(chance: Random, printed: str) -> str:
    """Change one printed figure as a hand, a spreadsheet or another program does."""
    kind = chance.randrange(5)
    spot = chance.randrange(len(printed) + 1)
    if kind == 0:
        return printed[:spot] + chance.choice(_INSERTED) + printed[spot:]
    if kind == 1:
        return printed[:spot] + chance.choice(_INSERTED) + printed[spot + 1 :]
    if kind == 2:
        return chance.choice(_AROUND).replace("{}", printed)
    if kind == 3:
        return printed.translate(str.maketrans(*chance.choice(_WRITTEN)))
    return printed[:spot] + printed[spot + 1 :]


_WRITTEN = (
    ("0123456789", "０１２３４５６７８９"), ("0", "O"), ("1", "l"), (",", "."), (".", ","), (",", "，"), (".", "．"), (",", " "),
    ("0123456789", "٠١٢٣٤٥٦٧٨٩"), ("-", "−"), ("123", "①②③"), ("0123456789", "〇一二三四五六七八九"), ("件", "人"), ("123", "¹²³"),
)  # fmt: skip


# Notebooks ------------------------------------------------------------------------------------


def notebook_of(chance: Random, content: bytes) -> bytes:
    """Change the JSON of a notebook: cells, tags, outputs, sources, counts."""
    tree = json.loads(content)
    for _ in range(chance.choice((1, 1, 2, 4))):
        known = [path for path in places(tree) if path and len(path) <= 9]
        path = chance.choice(known)
        holder, key = at(tree, path[:-1]), path[-1]
        change = chance.randrange(5)
        if change == 0:
            del holder[key]
        elif change == 1:
            holder[key] = chance.choice(
                ("", [], {}, None, 0, "code", "markdown", ["x"], True, "error", "stream")
            )
        elif change == 2 and isinstance(holder, list):
            holder.insert(key, deepcopy(holder[key]))
        elif isinstance(holder[key], str):
            holder[key] = chance.choice(
                (*_SOURCES, holder[key][::-1], holder[key] + chance.choice(NASTY))
            )
        else:
            holder[key] = deepcopy(at(tree, chance.choice(known)))
    return json.dumps(tree).encode()


_SOURCES = (
    "import sys; sys.exit(0)", "raise SystemExit", "1/0", "sheet = 'x'", "report.head()", "exit()", "%%bash\nexit 3", "!false",
    "x" * 30_000, "<script>alert(1)</script>", "<table>" * 200, "<img src=https://x.example/a>", "$$\\frac{1}{", "![](a.png)",
    "```\n" * 50, "[a](javascript:alert(1))", "parameters", "guide", "raises-exception", "display(1)", "print('a' * 50_000)",
)  # fmt: skip


# Chosen by kind -------------------------------------------------------------------------------

TEXT_MUTATORS = (bytes_of, encoding_of, characters_of, characters_of, lines_of, lines_of)
SHEET_MUTATORS = (
    *TEXT_MUTATORS,
    structure_of,
    structure_of,
    structure_of,
    structure_of,
    structure_of,
    structure_of,
)


def mutated_yaml(chance: Random, content: bytes) -> bytes:
    """Change a sheet or a parameters file in one of the ways of files, texts and trees."""
    return chance.choice(SHEET_MUTATORS)(chance, content)
