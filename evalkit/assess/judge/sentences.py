"""Why a grade was given, as sentences: (Japanese, English); the rules fill in the figures."""

SENTENCES: dict[str, tuple[str, str]] = {
    "annual.met": (
        "実績値{actual}は目標値{target}を満たす。",
        "The actual value {actual} meets the target {target}.",
    ),
    "annual.missed": (
        "実績値{actual}は目標値{target}を満たさない。",
        "The actual value {actual} does not meet the target {target}.",
    ),
    "annual.pending": (
        "実績値は調査中で、まだ分からない。",
        "The actual value is still being compiled.",
    ),
    "annual.not_started": (
        "取組の開始前のため、実績値はない。",
        "There is no actual value: the measure had not started.",
    ),
    "annual.no_target": ("この年度の目標値はない。", "There is no target for this year."),
    "decision.met": (
        "文章の目標であり、達成したとの判断が記録されている。",
        "The target is text, and a decision that it was met is on record.",
    ),
    "decision.missed": (
        "文章の目標であり、達成していないとの判断が記録されている。",
        "The target is text, and a decision that it was not met is on record.",
    ),
    "decision.none": (
        "文章の目標であり、達成の判断が記録されていない。",
        "The target is text, and no decision on it is on record.",
    ),
    "rate": (
        "{ja}（{function}）は{shown}で、条件「{condition}」に当たる。",
        "{en} ({function}) is {shown}: “{condition}”.",
    ),
    "rate.short": (
        "{ja}（{function}）は{shown}だが、「超」「未満」の目標は満たさないため、それを下回るものとして条件"
        "「{condition}」に当たる。",
        "{en} ({function}) is {shown}, but the limit itself does not meet the target; as anything"
        " below it: “{condition}”.",
    ),
    "rate.text": (
        "文章の目標であり、比率は計算できない。",
        "The target is text: there is no ratio.",
    ),
    "rate.final": (
        "{ja}最終目標（{target}）に対する値である。",
        "{en} It was measured against the final target ({target}).",
    ),
    "rate.none": (
        "比率は計算できない（{reason}）が、目標は達成した。「超過」は比率がないと言えない。",
        "There is no ratio ({reason_en}), but the target is met; without a ratio it cannot be"
        " called exceeded.",
    ),
    "rate.none.missed": (
        "比率は計算できない（{reason}）が、目標は達成していない。",
        "There is no ratio ({reason_en}), and the target is missed.",
    ),
    "bands.none": (
        "{ja}（{function}）は{shown}で、区分表のどの区分にも当たらない。",
        "{en} ({function}) is {shown}, and no band covers it.",
    ),
    "kenko21.A": (
        "直近値{current}は目標値{target}に達した。",
        "The latest value {current} reached the target {target}.",
    ),
    "kenko21.B": (
        "直近値{current}は基準値{baseline}から改善し、"
        "目標値{target}への直線の上かその良い側にある。",
        "The latest value {current} improved on the baseline {baseline} and is on or above the"
        " line to the target {target}.",
    ),
    "kenko21.B*": (
        "直近値{current}は基準値{baseline}から改善したが、目標値{target}への直線に届かない。",
        "The latest value {current} improved on the baseline {baseline} but is below the line to"
        " the target {target}.",
    ),
    "kenko21.C": (
        "直近値{current}は基準値{baseline}から有意に、"
        "または相対的に{min_change}以上は変わっていない。",
        "The latest value {current} has not changed significantly, or by {min_change} or more, from"
        " the baseline {baseline}.",
    ),
    "kenko21.D": (
        "直近値{current}は基準値{baseline}より悪化した。",
        "The latest value {current} is worse than the baseline {baseline}.",
    ),
    "kenko21.goal": (
        "Eを除く{count}項目の平均は{mean}点で、五捨六入して{points}点。",
        "The mean of {count} items without E is {mean}, rounded (x.5 down) to {points}.",
    ),
    "kenko21.goal.none": (
        "評価できる項目がない。",
        "There is no item that could be assessed.",
    ),
    "open_sdg.achieved": (
        "直近値{current}は目標値{target}に達した。",
        "The latest value {current} reached the target {target}.",
    ),
    "open_sdg.with_target": (
        "実際の年平均成長率は、{target_year}年に目標値{target}に届くのに必要な率の{shown}。",
        "Observed annual growth is {shown} of what is required to reach {target} in {target_year}.",
    ),
    "open_sdg.without_target": (
        "良い方向への年平均成長率は{shown}（しきい値の係数C={scale}）。",
        "Annual growth in the good direction is {shown} (threshold factor C = {scale}).",
    ),
    "open_sdg.mean_score": (
        "{count}系列の得点の平均は{shown}。",
        "The mean score of {count} series is {shown}.",
    ),
    "open_sdg.all_achieved": (
        "{count}系列のすべてが目標に達した。",
        "All {count} series reached their targets.",
    ),
    "open_sdg.every_year": (
        "毎年度の目標であり、目標年度がないため、必要な年平均成長率は計算できない。",
        "The target holds for every year: without a year to reach it in, no growth is required.",
    ),
    "open_sdg.none": ("得点のある系列がない。", "No series has a score."),
    "destatis.forecast.reached": (
        "{status_year}年までの平均変化（年{change}）が続けば{target_year}年に{projection}となり、"
        "目標値{target}に届く。",
        "At the mean change up to {status_year} ({change} a year) it is {projection} in"
        " {target_year}: the target {target} is reached.",
    ),
    "destatis.forecast.sun": (
        "{status_year}年までの平均変化（年{change}）が続けば{target_year}年に{projection}となり、"
        "目標値{target}に残りの距離の{miss}だけ届かない（5%未満）。",
        "At the mean change up to {status_year} ({change} a year) it is {projection} in"
        " {target_year}: the target {target} is missed by {miss} of the distance, less than 5 %.",
    ),
    "destatis.forecast.sun_and_cloud": (
        "{status_year}年までの平均変化（年{change}）が続けば{target_year}年に{projection}となり、"
        "目標値{target}に残りの距離の{miss}だけ届かない（5%以上20%以下）。",
        "At the mean change up to {status_year} ({change} a year) it is {projection} in"
        " {target_year}: the target {target} is missed by {miss} of the distance, 5–20 %.",
    ),
    "destatis.forecast.cloud": (
        "{status_year}年までの平均変化（年{change}）は良い方向だが、"
        "続いても{target_year}年に{projection}で、目標値{target}に残りの距離の{miss}だけ届かない（"
        "20%超）。",
        "The mean change up to {status_year} ({change} a year) goes the right way, but leads to"
        " {projection} in {target_year}: the target {target} is missed by {miss} of the distance,"
        " more than 20 %.",
    ),
    "destatis.forecast.thunderstorm": (
        "{status_year}年までの平均変化（年{change}）は目標値{target}に向かっていない。",
        "The mean change up to {status_year} ({change} a year) does not go towards the target"
        " {target}.",
    ),
    "destatis.level.sun": (
        "{status_year}年の{current}は目標値{target}を満たし、"
        "平均変化（年{change}）は悪化を示さない。",
        "{current} in {status_year} meets the target {target}, and the mean change ({change} a"
        " year) does not point to a deterioration.",
    ),
    "destatis.level.sun_and_cloud": (
        "{status_year}年の{current}は目標値{target}を満たすが、"
        "平均変化（年{change}）は悪化を示す。",
        "{current} in {status_year} meets the target {target}, but the mean change ({change} a"
        " year) points to a deterioration.",
    ),
    "destatis.level.cloud": (
        "{status_year}年の{current}は目標値{target}を満たさないが、"
        "平均変化（年{change}）は良い方向。",
        "{current} in {status_year} misses the target {target}, but the mean change ({change} a"
        " year) goes the right way.",
    ),
    "destatis.level.thunderstorm": (
        "{status_year}年の{current}は目標値{target}を満たさず、"
        "平均変化（年{change}）も良い方向でない。",
        "{current} in {status_year} misses the target {target}, and the mean change ({change} a"
        " year) does not go the right way.",
    ),
    "destatis.direction.sun": (
        "平均変化（年{change}）も直近の変化（{last_change}）も良い方向。",
        "Both the mean change ({change} a year) and the last change ({last_change}) go the right"
        " way.",
    ),
    "destatis.direction.sun_and_cloud": (
        "平均変化（年{change}）は良い方向だが、直近の変化（{last_change}）はそうでない。",
        "The mean change ({change} a year) goes the right way, the last change ({last_change}) does"
        " not.",
    ),
    "destatis.direction.cloud": (
        "平均変化（年{change}）は良い方向でないが、直近の変化（{last_change}）は良い方向。",
        "The mean change ({change} a year) does not go the right way, the last change"
        " ({last_change}) does.",
    ),
    "destatis.direction.thunderstorm": (
        "平均変化（年{change}）も直近の変化（{last_change}）も良い方向でない。",
        "Neither the mean change ({change} a year) nor the last change ({last_change}) goes the"
        " right way.",
    ),
    "destatis.ended": (
        "目標年{target_year}年を過ぎている（実績値は{status_year}年）。",
        "The target year {target_year} is over (the latest value is of {status_year}).",
    ),
    "five_step.step": (
        "{count}指標のうち達成{met}・未達成{missed}・未定{unknown}。"
        "主要な測定指標{main}のうち大幅に超過{exceeded}・達成{main_met}・目標に近い{close}・"
        "近くない{far}・向かっていない{away}・未定{main_unknown}。",
        "Of {count} indicators {met} met, {missed} missed, {unknown} unknown; of {main} main ones"
        " {exceeded} exceed widely, {main_met} met, {close} close, {far} not close, {away} not"
        " moving towards the target, {main_unknown} unknown.",
    ),
    "five_step.range": (
        "未定の指標（{names}）の結果によって{worst}から{best}までのいずれにもなりうる。",
        "Depending on what is still unknown ({names}) it can be anything from {worst} to {best}.",
    ),
    "five_step.undeclared": (
        "主要な測定指標がどれであるかが示されていない。",
        "Nobody has declared which are the main indicators.",
    ),
    "five_step.empty": ("測定指標がない。", "There is no indicator."),
}
