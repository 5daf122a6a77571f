"""The rules by which grades are given, as tables: one `Preset` each, to be read and edited.

Nothing here calculates. `rules.py`, `rules_sdg.py` and `five_step.py` know how each table is
applied, `judgement.py` applies it. A threshold is a ratio (0.9 is 90 %), compared with the
unrounded value; the first row from the top that holds gives the grade. Labels come in pairs:
Japanese, English.

Sources: METHODS §2, and the publications named in each preset.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal

SHOWN = Context(prec=6, rounding=ROUND_HALF_UP)  # digits of a threshold in print


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """A grade as its publisher prints it, with words and a symbol for our readers."""

    grade: str
    label_ja: str
    label_en: str
    symbol: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """One row of a threshold table; a row without a threshold takes what is left."""

    grade: str
    at_least: Decimal | None = None
    above: Decimal | None = None
    scaled: bool = False  # the threshold is multiplied by the limit factor C
    # The score of the row, where the method has one: slope × value + intercept.
    slope: Decimal = Decimal(0)
    intercept: Decimal = Decimal(0)
    slope_scaled: bool = False  # the slope is divided by the limit factor C

    def holds(self, value: Decimal, scale: Decimal = Decimal(1), *, short: bool = False) -> bool:
        """Whether an unrounded value falls into this row (asked from the top of the table).

        `short` says that the value counts as just short of itself: a limit missed by nothing.
        """
        factor = scale if self.scaled else Decimal(1)
        if self.at_least is not None:
            edge = self.at_least * factor
            return value > edge if short else value >= edge
        return self.above is None or value > self.above * factor

    def condition(self, scale: Decimal = Decimal(1)) -> str:
        """Return the threshold in print.

        Examples
        --------
        >>> Band(grade="A", at_least=Decimal("0.90")).condition()
        '≥ 0.9'
        """
        factor = scale if self.scaled else Decimal(1)
        if self.at_least is not None:
            return f"≥ {plain(self.at_least * factor)}"
        return "otherwise" if self.above is None else f"> {plain(self.above * factor)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Preset:
    """A named rule: what it is called, what it says, where it comes from, grades and numbers."""

    name: str
    label_ja: str
    label_en: str
    rule_ja: str
    rule_en: str
    source: str
    grades: tuple[Grade, ...]
    undecided: str  # the grade where something needed does not exist
    options: tuple[str, ...] = ()  # what a parameters file may set; all else is the sheet's to say
    tables: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)
    parameters: Mapping[str, Decimal] = field(default_factory=dict)


def find_band(
    table: Sequence[Band], value: Decimal, scale: Decimal = Decimal(1), *, short: bool = False
) -> Band | None:
    """Return the first row that holds, or None where the table has no row for the value."""
    return next((band for band in table if band.holds(value, scale, short=short)), None)


def plain(value: Decimal) -> str:
    """Return a number in print: six significant digits, half up, no exponent, no idle zeros.

    Examples
    --------
    >>> plain(Decimal("0.0128245")), plain(Decimal("1200.00"))
    ('0.0128245', '1200')
    """
    return f"{SHOWN.plus(value).normalize():f}"


def read_grades(*rows: tuple[str, str, str, str]) -> tuple[Grade, ...]:
    """Read rows of grade, label in Japanese, label in English, symbol.

    Examples
    --------
    >>> read_grades(("met", "達成", "Met", "○"))
    (Grade(grade='met', label_ja='達成', label_en='Met', symbol='○'),)
    """
    return tuple(
        Grade(grade=grade, label_ja=ja, label_en=en, symbol=symbol)
        for grade, ja, en, symbol in rows
    )


def read_table(*rows: tuple[str, ...]) -> tuple[Band, ...]:
    """Read rows of grade, threshold (">= 0.9", "> 1.5", ">= 0.015 C", "else"), slope, intercept.

    Examples
    --------
    >>> [band.condition() for band in read_table(("A", ">= 0.90"), ("B", "> 0.5"), ("C", "else"))]
    ['≥ 0.9', '> 0.5', 'otherwise']
    """
    return tuple(_band(*row) for row in rows)


def _band(grade: str, threshold: str, slope: str = "0", intercept: str = "0") -> Band:
    sign, _, number = threshold.partition(" ")
    limit = Decimal(number.removesuffix(" C")) if number else None
    return Band(
        grade=grade,
        at_least=limit if sign == ">=" else None,
        above=limit if sign == ">" else None,
        scaled=number.endswith(" C"),
        slope=_fraction(slope.removesuffix(" / C")),
        intercept=_fraction(intercept),
        slope_scaled=slope.endswith(" / C"),
    )


def _fraction(text: str) -> Decimal:
    over, _, under = text.partition("/")
    return Decimal(over) / Decimal(under or 1)


NOT_DECIDABLE = ("not_decidable", "判定不能", "Not decidable", "？")

ANNUAL = Preset(
    name="annual",
    label_ja="年度目標の達成・未達成",
    label_en="Annual target met or missed",
    rule_ja="年度ごとに、実績値が目標値を満たすかどうかを目標値の比較語（以上・"
    "以下など）で判定する。件数を数え、平均はしない。",
    rule_en="In each year the target's own comparator decides whether it is met. Counted, never"
    " averaged.",
    source="評価書の様式",
    grades=read_grades(
        ("met", "達成", "Met", "○"),
        ("missed", "未達成", "Missed", "×"),
        ("pending", "調査中", "Pending", "…"),
        ("not_started", "未開始", "Not started", "□"),
        ("no_target", "目標なし", "No target", "－"),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
)

FIVE_STEP = Preset(
    name="five_step",
    label_ja="目標管理型の政策評価の5区分",
    label_en="Five steps of goal-based policy evaluation",
    rule_ja="①全指標が達成し、主要な測定指標が目標を大幅に上回る ②全指標が達成"
    " ③一部未達成だが主要な測定指標はおおむね目標に近い ④主要な測定指標が目標に近くない"
    " ⑤主要な測定指標がすべて未達成で、目標に向かっていない。"
    "「近い」「大幅に」の数値は指針になく、ここではパラメータである。",
    rule_en="① all met, and the main indicators exceed by a wide margin ② all met ③ some missed,"
    " the main indicators close to target ④ main indicators not close ⑤ main indicators all missed"
    " and not moving towards the target. The guideline gives no number for “close” and “wide”:"
    " they are parameters here.",
    source="目標管理型の政策評価の実施に関するガイドライン"
    "（平成25年12月20日 政策評価各府省連絡会議了承）",
    grades=read_grades(
        ("①", "目標超過達成", "Target exceeded", "①"),
        ("②", "目標達成", "Target achieved", "②"),
        ("③", "相当程度進展あり", "Considerable progress", "③"),
        ("④", "進展が大きくない", "Little progress", "④"),
        ("⑤", "目標に向かっていない", "Not moving towards the target", "⑤"),
        (
            "main_indicators_not_declared",
            "主要な測定指標の指定なし",
            "Main indicators not declared",
            "？",
        ),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
    options=("close_pace", "wide_progress"),
    parameters={"close_pace": Decimal("0.9"), "wide_progress": Decimal("1.2")},
)

MAFF = Preset(
    name="maff",
    label_ja="農林水産省 実績評価のランク",
    label_en="MAFF performance rank",
    rule_ja="目標値に対する達成度合が150%を超えればA'、90%以上150%以下A、50%以上90%未満B、"
    "50%未満C。",
    rule_en="Level rate above 150 % A', 90–150 % A, 50 to under 90 % B, under 50 % C.",
    source="農林水産省 実績評価「目標に対する達成状況の考え方」",
    grades=read_grades(
        ("A'", "達成度合150%超", "Above 150 %", "A'"),
        ("A", "達成度合90%以上150%以下", "90–150 %", "A"),
        ("B", "達成度合50%以上90%未満", "50 to under 90 %", "B"),
        ("C", "達成度合50%未満", "Under 50 %", "C"),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
    tables={"rate": read_table(("A'", "> 1.5"), ("A", ">= 0.9"), ("B", ">= 0.5"), ("C", "else"))},
)

MAFF_ABC = Preset(
    name="maff_abc",
    label_ja="農林水産省 実績評価のランク（A'のない旧版）",
    label_en="MAFF performance rank (older edition, without A')",
    rule_ja="目標値に対する達成度が90%以上A、50%以上90%未満B、50%未満C。",
    rule_en="Level rate at least 90 % A, 50 to under 90 % B, under 50 % C.",
    source="会計検査院「米の生産調整対策の実施状況等について」(平成28年7月) 別表7",
    grades=read_grades(
        ("A", "達成度90%以上", "At least 90 %", "A"),
        ("B", "達成度50%以上90%未満", "50 to under 90 %", "B"),
        ("C", "達成度50%未満", "Under 50 %", "C"),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
    tables={"rate": MAFF.tables["rate"][1:]},
)

KENKO21 = Preset(
    name="kenko21",
    label_ja="健康日本21(第二次) 最終評価",
    label_en="Health Japan 21 (second term), final evaluation",
    rule_ja="A 目標値に達した、B 改善傾向にあり基準値と目標値を結ぶ線の上かその良い側、B*"
    " 改善傾向にあるが線に届かない、C 変わらない（検定、または相対的に5%未満の変化）、D 悪化、E"
    " 評価困難。目標項目全体はA5・B4・B*4・C3・D2点の平均（Eを除く、五捨六入）。",
    rule_en="A met; B improving, on or above the straight line from baseline to target; B*"
    " improving, below it; C unchanged (by test, or less than 5 % relative change); D worse; E not"
    " assessable. A goal: mean of A5 B4 B*4 C3 D2 without E, x.5 rounded down.",
    source="厚生労働省「健康日本21(第二次)最終評価報告書」(2022年) 第2章",
    grades=read_grades(
        ("A", "目標値に達した", "Target reached", "A"),
        ("B", "改善傾向にある（目標年度までに達しそう）", "Improving, on course", "B"),
        ("B*", "改善傾向にある（目標到達が危ぶまれる）", "Improving, target in doubt", "B*"),
        ("C", "変わらない", "Unchanged", "C"),
        ("D", "悪化している", "Worse", "D"),
        ("E", "評価困難", "Not assessable", "E"),
    ),
    undecided="E",
    parameters={
        "min_change": Decimal("0.05"),
        "A": Decimal("5"),
        "B": Decimal("4"),
        "B*": Decimal("4"),
        "C": Decimal("3"),
        "D": Decimal("2"),
    },
)

OPEN_SDG = Preset(
    name="open_sdg",
    label_ja="Open SDG の進捗測定",
    label_en="Open SDG progress measure",
    rule_ja="目標値があれば、実際の年平均成長率÷必要な年平均成長率を0.95・0.60・0と比べる。"
    "なければ年平均成長率を1.5%・0.5%・0と比べる（自然な限界があれば正のしきい値を係数Cで縮める）"
    "。得点は－5～5。複数の系列は得点の平均。",
    rule_en="With a target, observed ÷ required annual growth against 0.95, 0.60 and 0; without"
    " one, annual growth against 1.5 %, 0.5 % and 0, positive thresholds scaled by C near a"
    " natural limit. Score −5 to 5; several series: mean of the scores.",
    source="Open SDG, docs/progress-methodology; Statistics Canada",
    grades=read_grades(
        ("target_achieved", "目標達成", "Target achieved", "◎"),
        ("substantial_progress", "順調", "On track", "○"),
        (
            "moderate_progress",
            "進展しているが加速が必要",
            "Progress made but acceleration needed",
            "△",
        ),
        ("limited_progress", "進展は限定的", "Limited progress", "▲"),
        ("deterioration", "悪化", "Deterioration", "×"),
        ("not_available", "評価なし", "Not available", "－"),
    ),
    undecided="not_available",
    tables={
        "achieved": read_table(("target_achieved", "else", "0", "5")),
        # grade, threshold (C: shrunk near a natural limit), score = slope × value + intercept
        "with_target": read_table(
            ("substantial_progress", ">= 0.95", "7.1429", "-4.2857"),
            ("moderate_progress", ">= 0.6", "7.1429", "-4.2857"),
            ("limited_progress", ">= 0", "4.1667", "-2.5"),
            ("deterioration", "else", "4.1667", "-2.5"),
        ),
        "without_target": read_table(
            ("substantial_progress", ">= 0.015 C", "500 / C", "-5"),
            ("moderate_progress", ">= 0.005 C", "250 / C", "-1.25"),
            ("limited_progress", ">= 0", "500 / C", "-2.5"),
            ("deterioration", "else", "125", "-2.5"),
        ),
        "mean_score": read_table(
            ("substantial_progress", ">= 2.5"),
            ("moderate_progress", ">= 0"),
            ("limited_progress", ">= -2.5"),
            ("deterioration", "else"),
        ),
    },
    parameters={
        "limit_exponent": Decimal("4.44"),
        "worst_score": Decimal("-5"),
        "best_score": Decimal("5"),
    },
)

EUSTAT = Preset(
    name="eustat",
    label_ja="バスク統計局（Eustat）のアジェンダ2030進捗測定",
    label_en="Eustat (Basque Statistics Institute), Agenda 2030 progress",
    rule_ja="目標値があれば得点は Open SDG と同じ。"
    "なければ得点は年平均成長率×250（正のとき係数Cで割る）、－5～5。±0.1%以内は「進展なし」。",
    rule_en="With a target the scores are those of Open SDG. Without one: annual growth × 250 (÷ C"
    " where positive), −5 to 5; within ±0.1 % no progress.",
    source="EUSTAT-DES/data, indicator_calculation_components.yml: the rows without a target were"
    " inferred from the published values, which the site's own methodology page does not describe",
    grades=read_grades(
        ("significant_progress", "大きく進展", "Significant progress", "○"),
        ("moderate_progress", "進展", "Moderate progress", "△"),
        ("no_progress", "進展なし", "No progress", "―"),
        ("moderate_deterioration", "後退", "Moderate deterioration", "▲"),
        ("significant_deterioration", "大きく後退", "Significant deterioration", "×"),
        ("not_available", "評価なし", "Not available", "－"),
    ),
    undecided="not_available",
    tables={
        "achieved": read_table(("significant_progress", "else", "0", "5")),
        "with_target": read_table(
            ("significant_progress", ">= 0.95", "50/7", "-30/7"),
            ("moderate_progress", ">= 0.6", "50/7", "-30/7"),
            ("moderate_deterioration", ">= 0", "25/6", "-2.5"),
            ("significant_deterioration", "else", "25/6", "-2.5"),
        ),
        "without_target": read_table(
            ("significant_progress", ">= 0.01 C", "250 / C", "0"),
            ("moderate_progress", ">= 0.001 C", "250 / C", "0"),
            ("no_progress", ">= 0", "250 / C", "0"),
            ("no_progress", ">= -0.001 C", "250", "0"),
            ("moderate_deterioration", ">= -0.01 C", "250", "0"),
            ("significant_deterioration", "else", "250", "0"),
        ),
        "mean_score": read_table(
            ("significant_progress", ">= 2.5"),
            ("moderate_progress", ">= 0.25"),
            ("no_progress", ">= -0.25"),
            ("moderate_deterioration", ">= -2.5"),
            ("significant_deterioration", "else"),
        ),
    },
    parameters=OPEN_SDG.parameters,
)

DESTATIS = Preset(
    name="destatis",
    label_ja="ドイツ持続可能な開発戦略の天気記号",
    label_en="Weather symbols of the German Sustainable Development Strategy",
    rule_ja="直近5回の変化の平均を目標年まで延ばし、"
    "目標値に届かない幅が残りの距離の5%未満なら晴れ、5～20%なら晴れ時々曇り、"
    "20%超でも良い方向なら曇り、それ以外は雷雨。到達済みと毎年度目標は達成の有無と平均の向き、"
    "方向だけの目標は平均と直近の変化の向きで判定する。",
    rule_en="The mean of the last five changes is carried on to the target year. Missed by less"
    " than 5 % of the distance still to go: sun; 5–20 %: sun and cloud; more, but the right way:"
    " cloud; else thunderstorm. A target already reached, or of every year: by reached or not and"
    " the mean's direction. Only a direction: by the mean and the last change.",
    source="Destatis, dns-indikatoren.de, Status of indicators – Methodology",
    grades=read_grades(  # the publisher's own words: Sonne, Leicht bewölkt, Wolke, Blitz
        ("sun", "晴れ", "Sun", "☀"),
        ("sun_and_cloud", "晴れ時々曇り", "Sun and cloud", "⛅"),
        ("cloud", "曇り", "Cloud", "☁"),
        ("thunderstorm", "雷雨", "Thunderstorm", "⛈"),
        ("no_assessment", "評価なし", "No assessment possible", "－"),
    ),
    undecided="no_assessment",
    parameters={"sun_below": Decimal("0.05"), "sun_and_cloud_up_to": Decimal("0.20")},
)

BLUE, GREEN = "Blue (Exceeded target)", "Green (Met target)"
YELLOW, RED = "Yellow (Slightly below target)", "Red (Did not meet target)"

COMMERCE = Preset(
    name="commerce",
    label_ja="米国商務省 業績・説明責任報告書の色",
    label_en="US Department of Commerce PAR status",
    rule_ja="目標値の125%超は青（超過）、100～125%緑（達成）、95%以上100%未満黄（わずかに下回る）、"
    "95%未満赤（未達成）。文章の目標は青にならない。",
    rule_en="Above 125 % of target blue, 100–125 % green, 95 to under 100 % yellow, under 95 %"
    " red. A target in the form of text is never “exceeded”.",
    source="US Department of Commerce, Performance and Accountability Reports FY2006 and FY2007,"
    " Appendix A",
    grades=read_grades(
        (BLUE, "青（目標超過）", BLUE, "◎"),
        (GREEN, "緑（目標達成）", GREEN, "○"),
        (YELLOW, "黄（目標をわずかに下回る）", YELLOW, "△"),
        (RED, "赤（目標未達成）", RED, "×"),
        NOT_DECIDABLE,
    ),
    undecided="not_decidable",
    tables={
        "rate": read_table((BLUE, "> 1.25"), (GREEN, ">= 1"), (YELLOW, ">= 0.95"), (RED, "else"))
    },
)

BANDS = Preset(
    name="bands",
    label_ja="パラメータファイルの区分表",
    label_en="Bands from the parameters file",
    rule_ja="指定した計算値を、パラメータファイルの区分表の上から順に比べる。",
    rule_en="The named figure is compared with the bands of the parameters file, from the top.",
    source="パラメータファイル",
    grades=read_grades(NOT_DECIDABLE),
    undecided="not_decidable",
    options=("bands", "function"),
)

PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        ANNUAL,
        FIVE_STEP,
        MAFF,
        MAFF_ABC,
        KENKO21,
        OPEN_SDG,
        EUSTAT,
        DESTATIS,
        COMMERCE,
        BANDS,
    )
}
