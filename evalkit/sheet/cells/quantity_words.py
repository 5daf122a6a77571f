"""The words that stand around a number in a printed cell, as parts of regular expressions.

They apply to compact, folded text (:class:`~evalkit.sheet.text.Compact`).
"""

from __future__ import annotations

from typing import Literal

from evalkit.sheet.fiscal import ERAS

# 千葉 and 百貨店 are words, not scales.
SCALE = "(?:(?:千(?!葉)|百(?!貨))?[兆億万]|千(?!葉)|百(?!貨))"
SIGN = "[-+△▲]"

Comparator = Literal["=", ">=", "<=", ">", "<", "about", "range"]

COMPARATORS: dict[str, Comparator] = {
    "以上": ">=",
    "以下": "<=",
    "以内": "<=",
    "未満": "<",
    "超": ">",
    "程度": "about",
    "前後": "about",
    "余り": "about",
    "余": "about",
    "弱": "about",
    "強": "about",
    "を上回る": ">",
    "を超える": ">",
    "を下回らない": ">=",
    "を下回る": "<",
    "を超えない": "<=",
    "を上回らない": "<=",
}
"""Words after a number that say how it is meant."""

SIGNS: dict[str, Comparator] = {
    ">=": ">=", "≥": ">=", "≧": ">=", "atleast": ">=", "nolessthan": ">=", "notlessthan": ">=",
    "<=": "<=", "≤": "<=", "≦": "<=", "atmost": "<=", "nomorethan": "<=", "notmorethan": "<=",
    "upto": "<=", ">": ">", "morethan": ">", "over": ">", "above": ">",
    "<": "<", "lessthan": "<", "fewerthan": "<", "under": "<", "below": "<",
}  # fmt: skip
"""Signs and English words that stand before a number, without their white space."""

OR_BEYOND: dict[str, Comparator] = {
    "ormore": ">=", "orhigher": ">=", "orabove": ">=", "andabove": ">=", "orover": ">=",
    "orless": "<=", "orlower": "<=", "orbelow": "<=", "andbelow": "<=", "orfewer": "<=",
}  # fmt: skip
"""English words that stand behind it."""

SHADES = frozenset({"余り", "余", "弱", "強"})
"""Those of them that say more than their comparator, and so stay in the note."""

LIMIT = "(?:" + "|".join(COMPARATORS) + ")"
SIGN_BEFORE = "(?i:" + "|".join(SIGNS) + ")"
BEYOND = "(?i:" + "|".join(OR_BEYOND) + ")"
ABOUT = (
    r"(?:約|およそ|概ね|おおむね|ほぼ|≈|≒|~|(?i:approximately|approx\.?|about|around|circa|ca\.))"
)
_KEEP = "に(?:する|(?:抑|おさ)える|抑制する|とどめる|引き?[上下]げる)|を確保(?:する)?|である"
AIM = "(?:とする|を(?:目指す|目標とする|達成(?:する)?))(?:こと)?"
"""Verb of a target behind its figure: 80％とする."""
AIM_OF_LIMIT = rf"(?:{AIM}|(?:{_KEEP})(?:こと)?|こと)"
"""Verb behind its limit: 235人以下に抑える."""

_STATE = "速報|暫定|推計|概算|予測|実績|確定|確報|試算|改定|改訂|参考|見込"
_MEAN = "(?:年|期間)?平均|累計|合計|単年度"
MARK = rf"(?:見込み|(?:{_STATE})値?|仮置き|予定|{_MEAN})"
"""What kind of value it is: 速報値, 平均."""

_NOTE = r"注(?:[0-9]{0,2}\)|[(:]|$)"
REMARK = rf"(?:※(?![→⇒])|{_NOTE}|\*(?![0-9→⇒])).*"
"""A remark to the end of the cell: whatever stands in it, the number before it is the value."""

_MARKED = r"(?:[*†‡][0-9]{1,2}(?:[、,]\*?[0-9]{1,2})*(?![0-9])|[†‡]|\[[0-9a-z]{1,3}\])"
FOOTNOTE = (
    rf"(?:注[0-9]{{1,2}}(?![0-9])|(?:(?<![0-9])|(?<=[A-Z][2₂])|(?<=[a-z][23])){_MARKED}"
    r"|(?<![0-9A-Za-z.,])(?:[0-9]{1,2}\)|[¹²³⁰⁴-⁹]{1,2}[⁾)]?))"
)
"""Mark of a footnote: 5注2, and behind a unit 71.7％*2, 71.7％², 71.7％1). Behind bare digits,
5*3 may be a product, and 5² a power."""

RANK = (
    "(?:(?:全国|世界|国内|県内|アジア|(?:(?<![0-9.,])47)?都道府県中?|政令(?:指定都)?市中?|OECD(?:加盟国)?中?)"
    "第?[0-9]{1,4}位(?:/[0-9]{1,4})?)"
)
"""Rank of a figure beside it: 12.3％ 全国3位."""

DITTO = r"\(?(?:[〃々\"”″〟]+|(?:同[上左右前額]|[左右上前]に同じ)|[↑↓←→]+)\)?"
"""Marks and words that send the reader to another cell."""

_CHANGE = "(?:増加?|減少?|削減|低減|縮減|改善|向上|上昇|低下)"
_TWIST = rf"(?:[^()]*(?:比|対前年度?)|[^()0-9]*{_CHANGE}[率幅分量]?|{LIMIT}|[千百万億兆]+円?|[%‰])"
BRACKET = rf"\((?!{_TWIST}\))(?:[^()]|\([^()]*\))*\)"
"""Brackets, but not those that change what the number before them means: （前年度比）, （千円）."""

_ERA = "(?:" + "|".join(f"{era.kanji}|{era.letter}" for era in ERAS) + ")"
_ANY_YEAR = rf"(?:(?:{_ERA})?(?:元|[0-9]{{1,2}})|(?:19|20)[0-9]{{2}})"
_FISCAL_YEAR = rf"(?:[毎各]年度?|{_ANY_YEAR}年度末?)"
_MONTHS = "(?:[0-9]{1,2}月?[~-](?:翌年?)?[0-9]{1,2}月)"
PART_OF_YEAR = rf"(?:第?[1-4]四半期|Q[1-4]|[1-4]Q|[上下](?:半?期)|{_MONTHS})"
"""A part of a year: 第1四半期, Q1, 4～9月, 上半期."""

_DATE = "[0-9]{1,2}月(?:[0-9]{1,2}日)?末?"
_DOTTED = (
    r"(?:(?:昭和|平成|令和|[SHR])(?:元|[0-9]{1,2})|(?:19|20)[0-9]{2})"
    r"(?:\.[0-9]{1,2}){1,2}末?(?![0-9.])"
)
_TWICE = rf"{_ANY_YEAR}(?:年度?)?\({_ANY_YEAR}(?:年度?)?\)(?:年度?)?末?"  # 平成30(2018)年度
_SLASHED = "(?:19|20)[0-9]{2}/(?:[0-9]{1,2}/[0-9]{1,2}|[0-9]{2})(?![0-9/])(?:年度?)?"
_SEVERAL = (
    rf"{_ANY_YEAR}(?:年度?)?[~-]{_ANY_YEAR}年?度?の?(?:[0-9]か年|[0-9]年間?)?の?"
    "(?:年?平均|合計|累計)"
)
_ONE_YEAR = (
    rf"(?:{_TWICE}|{_SEVERAL}|{_DOTTED}|{_SLASHED}|FY(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
    rf"|{_FISCAL_YEAR}|{_ANY_YEAR}年(?:{_DATE}|{_MONTHS})?"
    rf"|{_ERA}(?:元|[0-9]{{1,2}})|(?:19|20)[0-9]{{2}}(?=Q|[)\s]|$))"
)
YEAR = rf"(?:{_ONE_YEAR}{PART_OF_YEAR}?)"
"""When a figure holds: a year as any document names it, a day or part of it, or every year."""

STAGE = "(?:現状値?|現況値?|(?:計画)?策定時|(?:計画)?策定前|基準年|基準時|計画当初|当初|直近|最新)"
"""A time that a document names without its year."""

YEAR_TAIL = rf"(?:現在|時点|まで|中|末)?[、・]?{MARK}?"
"""What may follow a year that stands for itself: 25年3月末現在, 毎年度平均."""

_SCOPE = rf"(?:全国|世界|国内|県内|延べ?|のべ|計|累積|{_MEAN})"
_GRADE = "(?:小|中|高|大)(?:学校?|校)?[1-6](?:年生?)?"
_GROUP = (
    f"(?:男女計?|男[性子]?|女[性子]?|{_GRADE}|(?:小|中|高等|特別支援)学校|高校|大学"
    "|(?:小|中|高校|大)学?生|児童|生徒|成人|若年者|高齢者|国立|公立|私立)"
)
_OF_TIME = "(?:(?:毎?[週日]|毎?月(?![0-9]+日)|年)間?|[1一](?:[日週]間?|[かカヵヶケ箇個]月)(?=平均))"
_KA = "[かカヵヶケ箇個](?:所|国|月|年|村|町村)間?"
_COUNTED = rf"(?:[一百千万]|1[0,]*[百千万億]?)?(?:{_KA}|[一-鿿ァ-ヺー]{{1,8}}|km2|ha)?"
_EACH = (
    rf"(?:{_COUNTED}(?:当たり|あたり|当り|につき)|人口1[0,]*[千万]?人?(?:対|当たり|あたり|当り))"
)
QUALIFIER = f"(?:{_EACH}|{_OF_TIME}|{_GROUP})"
"""Of what, of whom or of which time a number is: 週10回, 高3 45％, 1日当たり500人."""

_TIME = rf"(?:(?:{STAGE}[:、・]?)?{YEAR}|{STAGE}){YEAR_TAIL}"
LEAD = (
    rf"(?:\((?:{_TIME}|{MARK}|{_SCOPE}|{_GROUP}|注[0-9]{{0,2}}|[※*][0-9]{{0,2}})\)"
    # Without brackets a sign would make the number a change: 全国平均＋５％, 毎年度△５％.
    rf"|(?:{_FISCAL_YEAR}{MARK}?[:、]?|{_SCOPE}で?:?|(?P<qualified>{QUALIFIER}):?)(?!{SIGN})){{0,3}}"
)
"""What may stand before a number: the year, the region, 延べ, 平均, and a `QUALIFIER`."""

# Words that no unit holds: with them the number is a limit, a change, a date, an ordinal, a further
# number or part of a sentence.
_NOT_IN_UNIT = (
    rf"以|第|約|{LIMIT}|{_CHANGE}|{MARK}|比|半"
    "|注(?:[0-9(:]|$)|年|月|時(?!間)|現在|時点|前|後|済|等|他"
    "|号|版|期|次|世紀|条(?![例約])|項(?!目)|番(?!組)"
    "|[一二三四五六七八九十百千万億兆]"
)
# Words with which a unit may begin but not go on: 20位台, 3回目, 12回開催.
_NOT_LATER = (
    "台|中|内|外|(?<![項科種品])目|評価|対象|規模|維持|達成"
    "|開催|実施|採択|参加|参画|整備|完了|選定|設置|支援|開始|終了|導入|策定|締結|公表"
    "|登録|認定|設立|創出|確保|配置|派遣|受入|合格|発生"
)

_KANJI = rf"(?!{_NOT_IN_UNIT})[一-鿿々](?:(?!{_NOT_IN_UNIT}|{_NOT_LATER})[一-鿿々]){{0,7}}"
_KATAKANA = "(?:(?!アップ|ダウン|オーバー|マイナス|プラス)[ァ-ヺー]){2,12}"
# A table, for letters after a digit are as often a name or a slip: 5G, 3D, 54O.
_LATIN = (
    "(?:(?:da|[kKMGTPEmcdhnpμµ])?(?:Wh|W|J|cal|Hz|bps|Bq|Sv|Pa|eV|FLOPS|g|m|t|L)(?:(?<=m)[23²³])?"
    "|[kMGTPE]B|[kmd]l|ha|min|h|pt|ppm|ppb|dB|FTE|pp|TEU|CFU|MPN)(?:(?=-?CO[2₂]|-?TEQ)|(?![A-Za-z]))"
)
# A table too: after a number, 12 May is a date and 20 fold a change.
_ENGLISH = (
    "(?i:(?:per ?cent|percentage ?points?|people|persons?|children|women|men|students?|pupils?"
    "|teachers?|patients?|visitors?|participants?|residents?|households?|countries|schools?|hospitals?"
    "|beds?|companies|firms?|farms?|projects?|sites?|facilities|municipalities|cases?|deaths?|births?"
    "|events?|times|units?|items?|points?|hours?|minutes?|days?|weeks?|months?|years?|hectares?"
    "|tonnes?|tons?|vehicles?|vessels?|dwellings?)(?:(?=per(?:1|million))|(?![a-z])))"
).replace(" ?", "")
_AS = "(?:-?CO[2₂](?:eq|e|換算)?|-?TEQ)"
_SYMBOL = "(?:%(?:ポイント|pt|(?i:points?))?|°C|[‰℃ℓ㌀-㍗㎀-㏟])"
_WORD = (
    rf"(?:{_SYMBOL}|{_KA}|年間|人[年月]|つ"
    rf"|(?:{_KANJI}(?:(?<=[一-鿿]{{2}}){_KATAKANA})?|{_KATAKANA}(?:{_KANJI})?|{_LATIN}){_AS}?|{_ENGLISH})"
)
_PER = (
    rf"[/・](?:10a|100m[lL]|(?:人口)?10?0?万人|人口1[0,]*[千万]?人?|(?:12|24)(?:時間|h)|min|年度|[hdsla年月週日時]"
    rf"|{SCALE}?{_WORD})"
)
_PER_POPULATION = (
    "(?i:per(?:1,?000|10,?000|100,?000|million)(?:people|persons|population|inhabitants)?)"
)
# 5年 alone may be a date; 5年以内 and 80.5年 are not.
_YEARS = r"(?:年(?=以|未満|超)|(?<=\.[0-9])年|(?<=\.[0-9][0-9])年)"

UNIT = rf"(?:{_WORD}(?:{_PER}){{0,2}}(?:{_PER_POPULATION})?|{_PER_POPULATION}|{_YEARS}|)"
"""A unit, or none: 件, 人/日, t-CO2, か所, ％, g-TEQ/年."""
