"""Whole answers: grade, label, both sentences and thresholds, one for every way a rule can go."""

from decimal import Decimal

import pytest

from evalkit.assess.judge.judgement import judge
from evalkit.assess.judge.presets import PRESETS

D = Decimal
HEALTH = {"baseline": 100, "baseline_year": 2010, "target": 120, "target_year": 2020}
Y = {"baseline_year": 2010, "current_year": 2015}
FALL = {2015: 20, 2016: 18, 2017: 16, 2018: 14, 2019: 12, 2020: 10}
RISE = {key: 30 - value for key, value in FALL.items()}
EVERY = {"target_year": "毎年度", "direction": "up"}

RATE = {"A'": "> 1.5", "A": "≥ 0.9", "B": "≥ 0.5", "C": "otherwise"}
COLOURS = {
    "Blue (Exceeded target)": "> 1.25",
    "Green (Met target)": "≥ 1",
    "Yellow (Slightly below target)": "≥ 0.95",
    "Red (Did not meet target)": "otherwise",
}
GROWTH = {
    "substantial_progress": "≥ 0.95",
    "moderate_progress": "≥ 0.6",
    "limited_progress": "≥ 0",
    "deterioration": "otherwise",
}
SCORES = {
    "substantial_progress": "≥ 2.5",
    "moderate_progress": "≥ 0",
    "limited_progress": "≥ -2.5",
    "deterioration": "otherwise",
}
SDG = {
    "limit_exponent": "4.44",
    "worst_score": "-5",
    "best_score": "5",
}
MISS = {"sun": "miss < 0.05", "sun_and_cloud": "miss ≤ 0.2"}
LEVEL = {"sun": "target met, mean change ≥ 0 in the good direction"}
WAY = {"sun": "mean change > 0, last change > 0, in the good direction"}
WEATHER = {"sun_below": "0.05", "sun_and_cloud_up_to": "0.2"}

NO_ACTUAL = ("実績値がないため計算できない。", "The actual value is missing.")
NO_DIRECTION = (
    "上がるのと下がるのとどちらが良いかが示されていないため判定できない。",
    "It is not declared whether higher or lower is better.",
)
TWO_SIDED = (
    "目標に上下の限りがある（範囲・程度）ため、目標に対する比率や進み具合は計算できない。",
    "The target has two sides (a range, or “about”): there is no rate or way to it.",
)
DECIDED_MET = (
    "文章の目標であり、達成したとの判断が記録されている。",
    "The target is text, and a decision that it was met is on record.",
)
DECIDED_MISSED = (
    "文章の目標であり、達成していないとの判断が記録されている。",
    "The target is text, and a decision that it was not met is on record.",
)
NO_DECISION = (
    "文章の目標であり、達成の判断が記録されていない。",
    "The target is text, and no decision on it is on record.",
)
ZERO_TARGET_JA = "目標値が0のため、目標値に対する比率は意味を持たない。基準値からの進捗で見る。"
ZERO_TARGET_EN = "The target is zero: a ratio to it says nothing; see progress from the baseline."

# (inputs, grade, label, (sentence in Japanese, in English), thresholds)
ANNUAL = [
    ({"actual": "69.9", "target": "70.0"}, "missed", "未達成",
     ("実績値69.9は目標値70.0を満たさない。",
      "The actual value 69.9 does not meet the target 70.0."), {"met": ">= 70.0"}),
    ({"actual": 12, "target": 14, "direction": "down"}, "met", "達成",
     ("実績値12は目標値14を満たす。", "The actual value 12 meets the target 14."),
     {"met": "<= 14"}),
    ({"actual": 12, "target": 14, "comparator": "未満"}, "met", "達成",
     ("実績値12は目標値14を満たす。", "The actual value 12 meets the target 14."),
     {"met": "< 14"}),
    ({"actual": 58, "target": 60, "comparator": "程度", "tolerance": 3}, "met", "達成",
     ("実績値58は目標値60を満たす。", "The actual value 58 meets the target 60."),
     {"met": "60 ± 3"}),
    ({"actual": 58, "target": 40, "comparator": "range", "upper": 60}, "met", "達成",
     ("実績値58は目標値40を満たす。", "The actual value 58 meets the target 40."),
     {"met": "40 – 60"}),
    ({"target": 230, "state": "pending"}, "pending", "調査中",
     ("実績値は調査中で、まだ分からない。", "The actual value is still being compiled."), {}),
    ({"state": "pending"}, "no_target", "目標なし",
     ("この年度の目標値はない。", "There is no target for this year."), {}),
    ({"target": 5, "state": "not_started"}, "not_started", "未開始",
     ("取組の開始前のため、実績値はない。",
      "There is no actual value: the measure had not started."), {}),
    ({"actual": 5}, "no_target", "目標なし",
     ("この年度の目標値はない。", "There is no target for this year."), {}),
    ({"target": 5}, "not_decidable", "判定不能", NO_ACTUAL, {}),
    ({"actual": 58, "target": 60, "comparator": "程度"}, "not_decidable", "判定不能",
     ("「程度」の許容幅が示されていないため判定できない。",
      "The target says “about”, and no tolerance is declared."), {}),
    ({"actual": 58, "target": 60, "direction": None}, "not_decidable", "判定不能",
     NO_DIRECTION, {}),
    ({"actual": "提出", "target": "法案の提出", "decision": True}, "met", "達成", DECIDED_MET, {}),
    ({"target": "法案の提出", "decision": False}, "missed", "未達成", DECIDED_MISSED, {}),
    ({"actual": "提出", "target": "法案の提出"}, "not_decidable", "判定不能", NO_DECISION, {}),
]  # fmt: skip

RATES = [
    ("maff", {"actual": 1125, "target": 859, "direction": "up"}, "A", "達成度合90%以上150%以下",
     ("水準の達成率（level_rate）は1.3097で、条件「≥ 0.9」に当たる。",
      "Level rate (level_rate) is 1.3097: “≥ 0.9”."), RATE),
    ("maff", {"actual": 30, "target": 15, "comparator": "以下"}, "B", "達成度合50%以上90%未満",
     ("水準の達成率（level_rate）は0.5で、条件「≥ 0.5」に当たる。",
      "Level rate (level_rate) is 0.5: “≥ 0.5”."), RATE),
    ("maff", {"actual": 30, "target": 15, "comparator": "以下", "direction": "up"},
     "not_decidable", "判定不能",
     ("上がるのと下がるのとどちらが良いかについて、評価書の記載が矛盾するため判定できない。",
      "The sheet contradicts itself on whether higher or lower is better."), {}),
    ("maff", {"actual": 10, "target": 10, "comparator": "未満"}, "A", "達成度合90%以上150%以下",
     ("水準の達成率（level_rate）は1だが、「超」「未満」の目標は満たさないため、それを下回るものとして条件"
      "「≥ 0.9」に当たる。",
      "Level rate (level_rate) is 1, but the limit itself does not meet the target; as anything"
      " below it: “≥ 0.9”."), RATE),
    ("maff", {"actual": 4, "target": 5}, "not_decidable", "判定不能", NO_DIRECTION, {}),
    ("maff", {"target": "法案の提出"}, "not_decidable", "判定不能",
     ("文章の目標であり、比率は計算できない。", "The target is text: there is no ratio."), {}),
    ("maff", {"actual": 40, "target": 10, "comparator": "range", "upper": 20}, "not_decidable",
     "判定不能", TWO_SIDED, {}),
    ("maff", {"actual": -4, "target": -3, "direction": "up"}, "not_decidable", "判定不能",
     ("実績値と目標値が負のため、比率は良し悪しと逆に動き、意味を持たない。",
      "Actual value and target are negative: a ratio of them runs backwards."), {}),
    ("commerce", {"actual": 10, "target": 10, "comparator": "未満"},
     "Yellow (Slightly below target)", "黄（目標をわずかに下回る）",
     ("水準の達成率（level_rate）は1だが、「超」「未満」の目標は満たさないため、それを下回るものとして条件"
      "「≥ 0.95」に当たる。",
      "Level rate (level_rate) is 1, but the limit itself does not meet the target; as anything"
      " below it: “≥ 0.95”."), COLOURS),
    ("commerce", {"actual": 40, "target": 10, "comparator": "程度", "tolerance": 2},
     "Red (Did not meet target)", "赤（目標未達成）",
     (f"比率は計算できない（{TWO_SIDED[0]}）が、目標は達成していない。",
      f"There is no ratio ({TWO_SIDED[1]}), and the target is missed."), {}),
    ("commerce", {"actual": 4, "target": 5}, "not_decidable", "判定不能", NO_DIRECTION, {}),
    ("maff", {"actual": 5, "target": 0}, "not_decidable", "判定不能",
     (ZERO_TARGET_JA, ZERO_TARGET_EN), {}),
    ("commerce", {"actual": "0.9499999999", "target": 1, "direction": "up"}, "Red (Did not meet target)",
     "赤（目標未達成）",
     ("水準の達成率（level_rate）は0.9499999999で、条件「otherwise」に当たる。",
      "Level rate (level_rate) is 0.9499999999: “otherwise”."), COLOURS),
    ("commerce", {"actual": 8, "target": 12, "direction": "down"}, "Blue (Exceeded target)",
     "青（目標超過）",
     ("水準の達成率（level_rate）は1.5で、条件「> 1.25」に当たる。",
      "Level rate (level_rate) is 1.5: “> 1.25”."), COLOURS),
    ("commerce", {"actual": 0, "target": 0, "direction": "down"}, "Green (Met target)",
     "緑（目標達成）",
     (f"比率は計算できない（{ZERO_TARGET_JA}）が、目標は達成した。「超過」は比率がないと言えない。",
      f"There is no ratio ({ZERO_TARGET_EN}), but the target is met; without a ratio it cannot be"
      " called exceeded."), {}),
    ("commerce", {"actual": 2, "target": 0, "direction": "down"}, "Red (Did not meet target)",
     "赤（目標未達成）",
     (f"比率は計算できない（{ZERO_TARGET_JA}）が、目標は達成していない。",
      f"There is no ratio ({ZERO_TARGET_EN}), and the target is missed."), {}),
    ("commerce", {"target": 5}, "not_decidable", "判定不能", NO_ACTUAL, {}),
    ("commerce", {"target": "Complete the review", "decision": True}, "Green (Met target)",
     "緑（目標達成）", DECIDED_MET, {}),
    ("commerce", {"target": "Complete the review", "decision": False},
     "Red (Did not meet target)", "赤（目標未達成）", DECIDED_MISSED, {}),
    ("commerce", {"actual": 9, "target": 1, "decision": True}, "Green (Met target)",
     "緑（目標達成）", DECIDED_MET, {}),
    ("commerce", {"target": "Complete the review"}, "not_decidable", "判定不能", NO_DECISION, {}),
    ("bands", {"bands": [{"grade": "A", "at_least": 1}], "actual": 1, "target": 3,
               "direction": "up"}, "not_decidable", "判定不能",
     ("水準の達成率（level_rate）は0.333333で、区分表のどの区分にも当たらない。",
      "Level rate (level_rate) is 0.333333, and no band covers it."), {}),
]  # fmt: skip

KENKO21 = [
    ({**HEALTH, "current": 120}, "A", "目標値に達した",
     ("直近値120は目標値120に達した。", "The latest value 120 reached the target 120."),
     {"A": "target 120"}),
    ({**HEALTH, "current": 112.0, "current_year": 2015}, "B",
     "改善傾向にある（目標年度までに達しそう）",
     ("直近値112.0は基準値100から改善し、目標値120への直線の上かその良い側にある。",
      "The latest value 112.0 improved on the baseline 100 and is on or above the line to the"
      " target 120."), {"C": "< 0.05"}),
    ({**HEALTH, "current": 106, "current_year": 2015}, "B*",
     "改善傾向にある（目標到達が危ぶまれる）",
     ("直近値106は基準値100から改善したが、目標値120への直線に届かない。",
      "The latest value 106 improved on the baseline 100 but is below the line to the target 120."),
     {"C": "< 0.05"}),
    ({**HEALTH, "current": 101}, "C", "変わらない",
     ("直近値101は基準値100から有意に、または相対的に5%以上は変わっていない。",
      "The latest value 101 has not changed significantly, or by 5% or more, from the baseline"
      " 100."), {"C": "< 0.05"}),
    ({**HEALTH, "current": 90}, "D", "悪化している",
     ("直近値90は基準値100より悪化した。", "The latest value 90 is worse than the baseline 100."),
     {"C": "< 0.05"}),
    ({**HEALTH}, "E", "評価困難", NO_ACTUAL, None),
    ({"baseline": 5, "current": 5, "target": 5}, "E", "評価困難", NO_DIRECTION, None),
    ({"current": 5, "target": 6}, "E", "評価困難", NO_DIRECTION, None),
    ({"baseline": 5, "current": 5}, "E", "評価困難", NO_DIRECTION, None),
    ({"current": 5, "target": 6, "direction": "up"}, "E", "評価困難",
     ("基準値がないため計算できない。", "The baseline is missing."), None),
    ({"baseline": 5, "current": 8, "target": 9, "baseline_year": 2010, "target_year": 2020}, "E",
     "評価困難", ("実績値の年度がないため計算できない。",
              "The year of the actual value is missing."), None),
    ({"ratings": ["D", "B*", "D", "E"]}, "C", "変わらない",
     ("Eを除く3項目の平均は2.66667点で、五捨六入して3点。",
      "The mean of 3 items without E is 2.66667, rounded (x.5 down) to 3."),
     {"A": "5", "B": "4", "B*": "4", "C": "3", "D": "2"}),
    ({"ratings": ["E"]}, "E", "評価困難",
     ("評価できる項目がない。", "There is no item that could be assessed."), None),
]  # fmt: skip

OPEN_SDG = [
    ({**Y, "baseline": 100, "current": 120, "direction": "up", "target": 110}, "target_achieved",
     "目標達成", ("直近値120は目標値110に達した。",
              "The latest value 120 reached the target 110."), GROWTH),
    ({**Y, "baseline": 100, "current": 100, "direction": "up", "target": 110, "target_year": 2030},
     "limited_progress",
     "進展は限定的",
     ("実際の年平均成長率は、2030年に目標値110に届くのに必要な率の0%。",
      "Observed annual growth is 0% of what is required to reach 110 in 2030."), GROWTH),
    ({"baseline": 66.6, "baseline_year": 2016, "current": 71.4, "current_year": 2023,
      "direction": "up", "limit": 100}, "moderate_progress", "進展しているが加速が必要",
     ("良い方向への年平均成長率は1%（しきい値の係数C=0.835477）。",
      "Annual growth in the good direction is 1% (threshold factor C = 0.835477)."),
     {"substantial_progress": "≥ 0.0125322", "moderate_progress": "≥ 0.00417739",
      "limited_progress": "≥ 0", "deterioration": "otherwise"}),
    ({"baseline": 1, "baseline_year": 2015, "current": "1.01499999", "current_year": 2016,
      "direction": "up"}, "moderate_progress", "進展しているが加速が必要",
     ("良い方向への年平均成長率は1.499999%（しきい値の係数C=1）。",
      "Annual growth in the good direction is 1.499999% (threshold factor C = 1)."),
     {"substantial_progress": "≥ 0.015", "moderate_progress": "≥ 0.005",
      "limited_progress": "≥ 0", "deterioration": "otherwise"}),
    ({"baseline": 50, "baseline_year": 2015, "current": "50.7155", "current_year": 2016,
      "direction": "up", "limit": 100}, "substantial_progress", "順調",
     ("良い方向への年平均成長率は1.431%（しきい値の係数C=0.953929）。",
      "Annual growth in the good direction is 1.431% (threshold factor C = 0.953929)."),
     {"substantial_progress": "≥ 0.0143089", "moderate_progress": "≥ 0.00476965",
      "limited_progress": "≥ 0", "deterioration": "otherwise"}),
    ({"series_scores": [5, "-5", None]}, "moderate_progress", "進展しているが加速が必要",
     ("2系列の得点の平均は0。", "The mean score of 2 series is 0."), SCORES),
    ({"series_scores": [5, 5], "all_achieved": True}, "target_achieved", "目標達成",
     ("2系列のすべてが目標に達した。", "All 2 series reached their targets."), SCORES),
    ({"series_scores": [None]}, "not_available", "評価なし",
     ("得点のある系列がない。", "No series has a score."), SDG),
    ({**Y, "baseline": 0, "current": 5, "direction": "up"}, "not_available", "評価なし",
     ("基準値が0のため、年平均成長率は計算できない。",
      "The baseline is zero: there is no growth rate from zero."), SDG),
    ({**Y, "baseline": 1, "current": 5}, "not_available", "評価なし", NO_DIRECTION, SDG),
]  # fmt: skip

DESTATIS = [
    ({"series": RISE, "target": 28, "target_year": 2024, "direction": "up"}, "sun", "晴れ",
     ("2020年までの平均変化（年2）が続けば2024年に28となり、目標値28に届く。",
      "At the mean change up to 2020 (2 a year) it is 28 in 2024: the target 28 is reached."),
     MISS),
    ({"series": RISE, "target": "28.4", "target_year": 2024, "direction": "up"}, "sun", "晴れ",
     ("2020年までの平均変化（年2）が続けば2024年に28となり、目標値28.4に残りの距離の4.76%だけ届かない"
      "（5%未満）。",
      "At the mean change up to 2020 (2 a year) it is 28 in 2024: the target 28.4 is missed by"
      " 4.76% of the distance, less than 5 %."), MISS),
    ({"series": RISE, "target": "28.42105", "target_year": 2024, "direction": "up"}, "sun", "晴れ",
     ("2020年までの平均変化（年2）が続けば2024年に28となり、目標値28.42105に残りの距離の4.99997%だけ"
      "届かない（5%未満）。",
      "At the mean change up to 2020 (2 a year) it is 28 in 2024: the target 28.42105 is missed by"
      " 4.99997% of the distance, less than 5 %."), MISS),
    ({"series": FALL, "target": 0, "target_year": 2024, "direction": "down"}, "sun_and_cloud",
     "晴れ時々曇り",
     ("2020年までの平均変化（年-2）が続けば2024年に2となり、目標値0に残りの距離の20%だけ届かない"
      "（5%以上20%以下）。",
      "At the mean change up to 2020 (-2 a year) it is 2 in 2024: the target 0 is missed by 20% of"
      " the distance, 5–20 %."), MISS),
    ({"series": FALL, "target": "-0.0001", "target_year": 2024, "direction": "down"}, "cloud",
     "曇り",
     ("2020年までの平均変化（年-2）は良い方向だが、続いても2024年に2で、目標値-0.0001に残りの距離の"
      "20.001%だけ届かない（20%超）。",
      "The mean change up to 2020 (-2 a year) goes the right way, but leads to 2 in 2024: the"
      " target -0.0001 is missed by 20.001% of the distance, more than 20 %."), MISS),
    ({"series": FALL, "target": 28, "target_year": "2024", "direction": "up"}, "thunderstorm",
     "雷雨",
     ("2020年までの平均変化（年-2）は目標値28に向かっていない。",
      "The mean change up to 2020 (-2 a year) does not go towards the target 28."), MISS),
    ({"series": RISE, "target": 30, "target_year": 2020, "direction": "up"}, "cloud", "曇り",
     ("2020年までの平均変化（年2）は良い方向だが、続いても2020年に20で、目標値30に残りの距離の"
      "100%だけ届かない（20%超）。",
      "The mean change up to 2020 (2 a year) goes the right way, but leads to 20 in 2020: the"
      " target 30 is missed by 100% of the distance, more than 20 %."), MISS),
    ({"series": RISE, "target": 30, "target_year": 2019, "direction": "up"}, "no_assessment",
     "評価なし",
     ("目標年2019年を過ぎている（実績値は2020年）。",
      "The target year 2019 is over (the latest value is of 2020)."), WEATHER),
    ({"series": RISE, "target": 30, "direction": "up"}, "no_assessment", "評価なし",
     ("目標年度がないため計算できない。", "The target year is missing."), WEATHER),
    ({"series": RISE, "target": 30}, "no_assessment", "評価なし", NO_DIRECTION, WEATHER),
    ({"target": 30, "direction": "up"}, "no_assessment", "評価なし", NO_ACTUAL, WEATHER),
    ({"series": RISE, "target": 30, "target_year": 2024, "direction": "up", "break_after": 2017},
     "no_assessment", "評価なし",
     ("29年度の後に系列の断絶がある。断絶の後の実績値は3個で、傾向の計算に必要な4個に足りない。",
      "The series breaks after FY2017: the years since hold 3 of the 4 values that a trend needs."),
     WEATHER),
    ({"series": RISE, "target": 18, **EVERY}, "sun", "晴れ",
     ("2020年の20は目標値18を満たし、平均変化（年2）は悪化を示さない。",
      "20 in 2020 meets the target 18, and the mean change (2 a year) does not point to a"
      " deterioration."), LEVEL),
    ({"series": FALL, "target": 8, **EVERY}, "sun_and_cloud", "晴れ時々曇り",
     ("2020年の10は目標値8を満たすが、平均変化（年-2）は悪化を示す。",
      "10 in 2020 meets the target 8, but the mean change (-2 a year) points to a deterioration."),
     LEVEL),
    ({"series": RISE, "target": 21, **EVERY}, "cloud", "曇り",
     ("2020年の20は目標値21を満たさないが、平均変化（年2）は良い方向。",
      "20 in 2020 misses the target 21, but the mean change (2 a year) goes the right way."),
     LEVEL),
    ({"series": FALL, "target": 21, **EVERY}, "thunderstorm", "雷雨",
     ("2020年の10は目標値21を満たさず、平均変化（年-2）も良い方向でない。",
      "10 in 2020 misses the target 21, and the mean change (-2 a year) does not go the right"
      " way."), LEVEL),
    ({"series": RISE, "direction": "up"}, "sun", "晴れ",
     ("平均変化（年2）も直近の変化（2）も良い方向。",
      "Both the mean change (2 a year) and the last change (2) go the right way."), WAY),
    ({"series": {**RISE, 2020: 15}, "direction": "up"}, "sun_and_cloud", "晴れ時々曇り",
     ("平均変化（年1）は良い方向だが、直近の変化（-3）はそうでない。",
      "The mean change (1 a year) goes the right way, the last change (-3) does not."), WAY),
    ({"series": {**FALL, 2020: 15}, "direction": "up"}, "cloud", "曇り",
     ("平均変化（年-1）は良い方向でないが、直近の変化（3）は良い方向。",
      "The mean change (-1 a year) does not go the right way, the last change (3) does."), WAY),
    ({"series": FALL, "direction": "up"}, "thunderstorm", "雷雨",
     ("平均変化（年-2）も直近の変化（-2）も良い方向でない。",
      "Neither the mean change (-2 a year) nor the last change (-2) goes the right way."), WAY),
    ({"series": {2015: 1, 2016: 2, 2017: 3, 2018: 12, 2020: 11}, "direction": "up"},
     "sun_and_cloud", "晴れ時々曇り",
     ("平均変化（年2）は良い方向だが、直近の変化（-0.5）はそうでない。",
      "The mean change (2 a year) goes the right way, the last change (-0.5) does not."), WAY),
]  # fmt: skip

ANSWERS = [
    *(("annual", *row) for row in ANNUAL),
    *RATES,
    *(("kenko21", *row) for row in KENKO21),
    *(("open_sdg", *row) for row in OPEN_SDG),
    *(("destatis", *row) for row in DESTATIS),
]
NOT_ASSESSABLE = {
    "min_change": "0.05", "A": "5", "B": "4", "B*": "4", "C": "3", "D": "2",
}  # fmt: skip


@pytest.mark.parametrize(
    ("preset", "inputs", "grade", "label", "sentences", "thresholds"),
    [pytest.param(*row, id=f"{row[0]}: {row[4][1][:60]}") for row in ANSWERS],
)
def test_the_answer_says_what_was_judged_and_why(
    preset, inputs, grade, label, sentences, thresholds
):
    made = judge(preset, **inputs)
    assert (made.grade, made.label.ja) == (grade, label)
    assert made.reasoning == sentences
    assert made.thresholds == (NOT_ASSESSABLE if thresholds is None else thresholds)
    assert made.decided is (grade != PRESETS[preset].undecided)
    assert made.inputs == inputs


def test_an_answer_carries_its_rule_source_and_words():
    made = judge("maff", target=859, actual=1125, unit="万t", comparator="以上")
    table = PRESETS["maff"]
    assert (made.preset, made.label.en, made.symbol) == ("maff", "90–150 %", "A")
    assert (made.rule, made.source) == (table.rule, table.source)
    assert made.value == D(1125) / 859
    assert made.score is None
