"""Words: leftovers of the template, brackets, and one thing written in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from evalkit.assess.audit.form import Form, texts, whole
from evalkit.assess.audit.kit import Hit, Said, check, hit
from evalkit.assess.audit.passages import Passage
from evalkit.assess.audit.word_lists import WordLists, any_of
from evalkit.assess.audit.wording import places
from evalkit.sheet.bilingual import COMMA, NOTHING, Bilingual
from evalkit.sheet.indicator import IndicatorTable
from evalkit.sheet.measures import MeasureTable
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import counted
from evalkit.sheet.text import fold

_SINGLY = (
    3  # our choice: places reported one by one; more of them are a habit, which is one finding
)
_MIXED = 0.25  # our choice, of all brackets: with more of the rarer width there is no habit at all


def _at_texts(form: Form, found: Sequence[Passage], **values: Said) -> Hit:
    """Hit at the first of several texts, all of which it names."""
    where = places(form.sheet, [text.path for text in found])
    return Hit(at=found[0], related=tuple(found[1:]), values={"where": where, **values})


# The template ------------------------------------------------------------------------------------

_INSTRUCTIONS = (
    r"必要に応じて[^。（(]{0,40}(?:ください|下さい|(?:(?:て|で)も(?:良い|よい|可)|こと)(?=[)）]))"
    r"|(?:記入|記載|入力|転記|添付|追加|削除|修正)(?:して|を)?(?:ください|下さい|お願いし|願います)"
    r"|(?:^|[（(【※][^）)】。]{0,10})(?:記入|記載)(?:例|要領|上の注意|すること(?=[)）]))"
    r"|注[)）][^。]{0,30}記入|適宜[、]?(?:追加|削除|修正|変更|記入|記載|加除)"
    r"|[（(]※?[^（(）)]{0,40}(?:て|で)も(?:良い|よい|可)[)）]"
)
_ZERO = "一二三四五六七八九〇十"
_PLACEHOLDERS = re.compile(
    rf"(?<![{_ZERO}])([○〇●△▲□■◯×✕])\1+(?![{_ZERO}])|(?<![A-Za-zＡ-Ｚ])[XＸ]{{2,}}(?![A-Za-zＡ-Ｚ])"
    # 平成○年, but not the bullet of ○人材の育成, nor the nought of 二〇年
    r"|(?<=[^\s。、：:・一二三四五六七八九〇十])[○〇◯](?=年|月|日|件|人|名|社|機関|回|[%％])"
)


@check(
    "template-left",
    "warning",
    over=whole,
    title=Bilingual(
        "様式の記入要領・仮置きの残り", "An instruction or placeholder of the template"
    ),
    why=Bilingual(
        "作成者向けの注記や仮置きの記号は、公表する評価書に残すものではない。",
        "Notes to the author and placeholders have no place in what is published.",
    ),
    says=Bilingual(
        "「{left}」は様式の記入要領又は仮置きとみられる。",
        '"{left}" reads like an instruction or placeholder of the template.',
    ),
    do=Bilingual("消すか、内容を記す。", "Strike it, or fill it in."),
)
def template_left(form: Form) -> Iterator[Hit]:
    """Instructions to the author, and circles where a word was to be filled in."""
    remains = re.compile(f"{_INSTRUCTIONS}|{any_of(form.words.template_remains)}")
    for text in form.texts:
        found = remains.search(text.text) or _PLACEHOLDERS.search(text.text)
        if found and not text.quoted:
            yield hit(text, left=found[0])


# Labels ------------------------------------------------------------------------------------------


@check(
    "label-variants",
    "info",
    over=whole,
    title=Bilingual("同じ見出しの表記の違い", "One label in two wordings"),
    why=Bilingual(
        "同じ行や列の見出しが表によって違うと、別のものかと迷わせる。",
        "Two labels for one row make readers wonder whether two things are meant.",
    ),
    says=Bilingual(
        "「{usual}」が{times}あるのに対し、{others}ある。",
        '"{usual}" stands {times}, {others}.',
    ),
    do=Bilingual("「{usual}」に統一する。", 'Write "{usual}" throughout.'),
)
def label_variants(form: Form) -> Iterator[Hit]:
    """Heads of the same row or column that differ between indicators or tables; one for each."""
    labels: dict[tuple[str, ...], dict[str, list[_Label]]] = {}
    for label in (*_table_heads(form.sheet), *_row_heads(form.sheet)):
        if label.printed:
            forms = labels.setdefault(label.of, {})
            forms.setdefault(_without_brackets(label.printed), []).append(label)
    for forms in labels.values():
        most, *others = sorted(forms.values(), key=len, reverse=True)
        if others:
            yield hit(
                others[0][0],
                related=[use for uses in others for use in uses],
                usual=most[0].printed,
                times=_times(len(most)),
                others=Bilingual.join([_variant(form.sheet, uses) for uses in others], COMMA),
            )


def _without_brackets(label: str) -> str:
    """A label as compared: brackets that are missing or of another width are other checks'."""
    return "".join(_ANY.sub("", label).split())


def _times(count: int) -> Bilingual:
    return Bilingual(f"{count}か所", counted(count, "time", "times"))


class _Label(NamedTuple):
    """A printed head, and the row or column of which it is one."""

    of: tuple[str, ...]
    path: KeyPath
    printed: str
    holder: KeyPath  # what is named to say where it stands


def _variant(sheet: Sheet, uses: Sequence[_Label]) -> Bilingual:
    label, times = uses[0].printed, _times(len(uses))
    where = places(sheet, [use.holder for use in uses])
    return Bilingual(f"「{label}」が{times.ja}（{where.ja}）", f'"{label}" {times.en}')


def _table_heads(sheet: Sheet) -> Iterator[_Label]:
    tables: list[tuple[KeyPath, str, IndicatorTable | MeasureTable]] = [
        (("achievement_goals", place, "tables", kind), kind, getattr(goal.tables, kind))
        for place, goal in enumerate(sheet.achievement_goals)
        for kind in ("outcome", "output", "measure", "measures")
    ]
    if sheet.reference:
        tables.append((("reference", "table"), "measures", sheet.reference.table))
    for path, kind, table in tables:
        if "heading" in table.model_fields_set:
            yield _Label((kind,), (*path, "heading"), table.heading, holder=path[:2])
        for year, head in table.budget.items() if isinstance(table, MeasureTable) else ():
            yield _Label((kind, str(year)), (*path, "budget", str(year)), head, holder=path[:2])


def _row_heads(sheet: Sheet) -> Iterator[_Label]:
    of = "annual_targets"
    for place, goal in enumerate(sheet.achievement_goals):
        for number, indicator in enumerate(goal.indicators):
            path = ("achievement_goals", place, "indicators", number)
            if indicator.annual_targets.root:
                label = indicator.annual_targets_label
                yield _Label((of,), (*path, "annual_targets_label"), label, holder=path)


# Brackets ----------------------------------------------------------------------------------------

_PAIRS = ["（）", "()", "「」", "『』", "【】", "〔〕", "［］", "[]", "《》", "〈〉", "｛｝", "{}"]
_ANY = re.compile("[" + "".join(map(re.escape, _PAIRS)) + "]")
_KIND = {char: fold(pair) if pair in "（）［］｛｝" else pair for pair in _PAIRS for char in pair}
_OPENERS = {pair[0] for pair in _PAIRS}
_ENUMERATION = re.compile(
    r"(?:^|[\s、。，・※(（)）])(?:注|備考)?(?:[0-9０-９]{1,3}|[a-zA-Zａ-ｚＡ-Ｚア-ン一-十①-⑳])$"
    r"|(?:注|※|\*|＊)[0-9０-９]{0,2}$"
)
"""What stands before a closing bracket that needs no opening one: 注1）, 1), ア）."""


class _Bracket(NamedTuple):
    opener: str
    closer: str
    inside: str

    @property
    def width(self) -> str:
        half = (self.opener == "(") + (self.closer == ")")
        return ("full", "torn", "half")[half]

    @property
    def latin(self) -> bool:
        """Whether half-width letters stand alone in it, which brackets of either width suit."""
        return self.inside.isascii() and self.inside.isalpha()


@lru_cache(maxsize=2048)
def _brackets(text: str) -> tuple[tuple[_Bracket, ...], str]:
    """Pairs of brackets in a text, and those without a partner."""
    pairs: list[_Bracket] = []
    open_: list[int] = []
    lost: list[int] = []
    for place, char in ((found.start(), found[0]) for found in _ANY.finditer(text)):
        if char in _OPENERS:
            open_.append(place)
        elif open_ and _KIND[text[open_[-1]]] == _KIND[char]:
            start = open_.pop()
            inside = text[start + 1 : place]
            pairs.append(_Bracket(opener=text[start], closer=char, inside=inside))
        elif not _ENUMERATION.search(text[:place]):
            lost.append(place)
    return tuple(pairs), "".join(text[place] for place in sorted(lost + open_))


@check(
    "unbalanced-brackets",
    "warning",
    over=texts,
    title=Bilingual("対応しない括弧", "A bracket without its partner"),
    why=Bilingual(
        "括弧が閉じていないと、どこまでが注記か分からない。",
        "Without its partner nobody knows where a remark ends.",
    ),
    says=Bilingual("「{lost}」に対応する括弧がない。", '"{lost}" has no partner.'),
    do=Bilingual(
        "括弧を補うか、余分な括弧を消す。",
        "Add the missing bracket, or strike the other.",
    ),
)
def unbalanced_brackets(text: Passage) -> Iterator[Hit]:
    """Brackets without a partner; the closing one of 注1） and 1) needs none."""
    _, lost = _brackets(text.text)
    if lost:
        yield hit(text, severity="info" if text.quoted else None, lost=lost)


@check(
    "bracket-width",
    "info",
    over=whole,
    title=Bilingual("全角・半角の括弧の混在", "Brackets of both widths"),
    why=Bilingual(
        "括弧の幅が混在すると、検索や機械処理で別の文字列になる。",
        "Brackets of two widths make two strings of one for search and software.",
    ),
    says=Bilingual(
        "この評価書の丸括弧は全角{full}組、半角{half}組{torn}で、{where}は他と幅が異なる。",
        "Of the sheet's round brackets {full} are full-width, {half} half-width{torn}; {where}"
        " differs.",
    ),
    do=Bilingual("括弧の幅を統一する。", "Use one width throughout."),
)
def brackets_of_the_rarer_width(form: Form) -> Iterator[Hit]:
    """Round brackets, outside cells, of the width that is rarer in the sheet; pairs of both."""
    uses = [
        (pair.width, text)
        for text in form.texts
        for pair in _brackets(text.text)[0]
        if pair.opener in "（(" and not pair.latin and not (text.quoted or text.in_cell)
    ]
    widths = Counter(width for width, _ in uses)
    rare = min(("half", "full"), key=lambda width: widths[width])
    wrong = [text for width, text in uses if width in (rare, "torn")]
    records: dict[KeyPath, list[Passage]] = defaultdict(list)
    for text in wrong:
        records[text.record].append(text)
    many = len(records) > _SINGLY or len(wrong) > _MIXED * len(uses)
    for group in [wrong] if wrong and many else records.values():
        found = list({text.path: text for text in group}.values())
        torn = _TORN.format(n=widths["torn"]) if widths["torn"] else NOTHING
        yield _at_texts(form, found, full=widths["full"], half=widths["half"], torn=torn)


_TORN = Bilingual("、片方だけ半角が{n}組", ", {n} of both widths")


# Signs and ends ----------------------------------------------------------------------------------


@check(
    "none-symbols",
    "info",
    over=whole,
    title=Bilingual("「該当なし」を表す記号の混在", "Several signs for nothing to state"),
    why=Bilingual(
        "記号が混在すると、「なし」と「未定」のように意味の違いがあると読まれる。",
        "Several signs suggest that several things are meant.",
    ),
    says=Bilingual("{signs}。少ない方は{where}。", "{signs}; the rarer at {where}."),
    do=Bilingual("「{usual}」に統一する。", 'Write "{usual}" throughout.'),
)
def signs_for_nothing(form: Form) -> Iterator[Hit]:
    """Dashes that fill a cell, of more than one kind; one finding for the sheet."""
    symbols, uses = form.words.none_symbols, defaultdict[str, list[Passage]](list)
    dashes = re.compile(f"{any_of(symbols)}+")
    for text in form.texts:
        if dashes.fullmatch(text.compact):
            uses[text.compact].append(text)
    ordered = sorted(uses, key=lambda sign: -len(uses[sign]))
    if rare := [text for sign in ordered[1:] for text in uses[sign]]:
        signs = [_counted_sign(symbols, sign, len(uses[sign])) for sign in ordered]
        yield _at_texts(form, rare, signs=Bilingual.join(signs, COMMA), usual=ordered[0])


def _counted_sign(symbols: Mapping[str, str], sign: str, count: int) -> Bilingual:
    called = next(name for symbol, name in symbols.items() if sign.startswith(symbol))
    name = unicodedata.name(sign[0]).lower()
    return Bilingual(f"「{sign}」（{called}）{count}か所", f"“{sign}” ({name}) {count}")


_STATUS_END = "実績なし"
_REMARKS = Bilingual("注記", "notes")
_SENTENCES = {
    "actuals": Bilingual("実績値の説明", "explanations of an actual"),
    "summary": Bilingual("事業概要", "summaries"),
    "note": _REMARKS,
}
_VERBAL = Bilingual("{texts}（文）", "{texts} that end in a verb")
_NOMINAL = Bilingual("{texts}（体言止め）", "{texts} that end in a noun")
_SHORTEST_SENTENCE = 12  # characters, our choice: a shorter end is a phrase
_HIRAGANA = re.compile("[ぁ-ん]")


@check(
    "sentence-ends",
    "info",
    over=whole,
    title=Bilingual("句点の有無の不統一", "Full stops at some ends only"),
    why=Bilingual(
        "同じ種類の欄で句点の有無が異なると、書きかけの文と見分けられない。",
        "Where only some texts end in a full stop, an unfinished one does not show.",
    ),
    says=Bilingual(
        "「{kind}」のうち句点で終わるものが{stopped}、終わらないものが{open}ある。"
        "少ない方は{where}。",
        "Of the {kind}, {stopped} with a full stop and {open} without; the rarer at {where}.",
    ),
    do=Bilingual("句点の有無を統一する。", "End all of them alike."),
)
def sentence_ends(form: Form) -> Iterator[Hit]:
    """Texts of one kind with and without 。 at their end; one finding for each kind."""
    kinds: dict[Bilingual, tuple[list[Passage], list[Passage]]] = {}
    for text in form.texts:
        if kind := _kind_of_sentence(text):
            open_, stopped = kinds.setdefault(kind, ([], []))
            (stopped if text.text.rstrip().endswith("。") else open_).append(text)
    for kind, (open_, stopped) in kinds.items():
        if open_ and stopped:
            rare = stopped if len(stopped) <= len(open_) else open_
            yield _at_texts(form, rare, kind=kind, stopped=len(stopped), open=len(open_))


def _kind_of_sentence(text: Passage) -> Bilingual | None:
    """Kind of text, and of its end, for which one expects one habit; None of what is none."""
    line = "".join(text.text.rstrip().split("\n")[-1].split())
    end = line.rstrip("。")[-1:]
    if text.field == "actuals" and line.rstrip("。").endswith(_STATUS_END):
        return Bilingual(_STATUS_END, f"texts that end in {_STATUS_END}")
    remark = text.field in ("baseline", "target") and line.startswith("※")
    kind = _REMARKS if remark else _SENTENCES.get(text.field)
    if not kind or len(line) < _SHORTEST_SENTENCE or end in "）)」":
        return None
    return (_VERBAL if _HIRAGANA.fullmatch(end) else _NOMINAL).format(texts=kind)


# Spaces ------------------------------------------------------------------------------------------

_JAPANESE = "一-鿿々ぁ-んァ-ヶー"
_SPACE = re.compile(
    rf"(?<=[{_JAPANESE}）)」』】])(?<![章節条項編部号])[ \t\u3000](?=[{_JAPANESE}（(「『【])"
    r"|[ \t\u3000]{2,}|^[ \t\u3000]+|[ \t\u3000]+$",
    re.MULTILINE,
)


@check(
    "space-in-name",
    "info",
    over=whole,
    title=Bilingual("名称・見出しの中の余分な空白", "A space in a name or heading"),
    why=Bilingual(
        "空白が入った名称は、検索や名寄せで同じものと見なされない。",
        "With a space in it a name is not found, nor matched with its other uses.",
    ),
    says=Bilingual(
        "{where}に空白があり、他の名称・見出しにはない。",
        "{where} has a space that other names and headings have not.",
    ),
    do=Bilingual("空白を除く。", "Take the space out."),
)
def spaces_in_names(form: Form) -> Iterator[Hit]:
    """Spaces between Japanese characters, at the ends, or doubled; at most a few findings."""
    spaced = [text for text in form.texts if text.heading and _SPACE.search(text.text)]
    for group in [spaced] if len(spaced) > _SINGLY else [[text] for text in spaced]:
        yield _at_texts(form, group)


# One word in two spellings -----------------------------------------------------------------------


@check(
    "spellings",
    "info",
    over=whole,
    title=Bilingual("同じ語の表記の違い", "One word in two spellings"),
    why=Bilingual(
        "同じ語の表記が揺れると、検索で漏れ、別の語かと迷わせる。",
        "Two spellings of a word escape a search and look like two words.",
    ),
    says=Bilingual("{spellings}が混在する。", "Spelt {spellings}."),
    do=Bilingual("表記を統一する。", "Spell the word one way."),
)
def words_in_two_spellings(form: Form) -> Iterator[Hit]:
    """Words that the sheet spells in more than one way: kanji or kana, センター or センタ."""
    own = [text for text in form.texts if not text.quoted]
    for uses in (*_listed(own, form.words), *_katakana(form.texts), *_latin(own)):
        words = sorted(uses, key=lambda word: -len(uses[word]))
        rare = next(text for word in reversed(words) for text in uses[word] if not text.quoted)
        said = [_counted_word(form.sheet, word, uses[word]) for word in words]
        yield hit(rare, spellings=Bilingual.join(said, COMMA))


def _counted_word(sheet: Sheet, word: str, uses: Sequence[Passage]) -> Bilingual:
    where = places(sheet, [text.whereabouts for text in uses])
    return Bilingual(f"「{word}」{len(uses)}か所（{where.ja}）", f"{word} ({len(uses)})")


def _listed(texts: Sequence[Passage], words: WordLists) -> Iterator[dict[str, list[Passage]]]:
    """Words of the list, each spelling with the texts that have it."""
    everything = "\n".join(text.compact for text in texts)
    for spellings in words.spellings:
        if sum(word in everything for word in spellings) > 1:
            uses = {
                word: found for word in spellings if (found := _using(words.as_a_word(word), texts))
            }
            if len(uses) > 1:
                yield uses


def _using(word: re.Pattern[str], texts: Sequence[Passage]) -> list[Passage]:
    return [text for text in texts if word.search(text.compact)]


_KATAKANA = re.compile("[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,})*")
_SHORTEST_STEM = 3  # バス and バー are two words


def _katakana(texts: Sequence[Passage]) -> Iterator[dict[str, list[Passage]]]:
    """Katakana words with and without ・ or a last ー, one at least outside a quotation."""
    words: dict[str, dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for text in texts:
        for word in dict.fromkeys(_KATAKANA.findall(text.compact)):
            words[word.replace("・", "").rstrip("ー")][word].append(text)
    for stem, spellings in words.items():
        own = any(not use.quoted for uses in spellings.values() for use in uses)
        if len(stem) >= _SHORTEST_STEM and len(spellings) > 1 and own:
            yield dict(spellings)


_HALF = re.compile("[A-Za-z]{2,}")
_FULL = re.compile("[Ａ-Ｚａ-ｚ]{2,}")


def _latin(texts: Sequence[Passage]) -> Iterator[dict[str, list[Passage]]]:
    """Words in Latin letters of both widths; names of programmes are compared elsewhere."""
    names = fold("".join(t.text for t in texts if t.field == "name" and t.of_programme))
    words: dict[str, dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for text in texts:
        for word in (*_HALF.findall(text.text), *_FULL.findall(text.text)):
            words[fold(word)][word].append(text)
    for word, spellings in words.items():
        if len(spellings) > 1 and word not in names:
            yield dict(spellings)
