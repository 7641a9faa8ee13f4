// Where the runs end: every replicate is a point, stacked where several end alike, so that two humps are seen as two.

function endOptions() {
  const kept = DATA.runs.outcomes.map((outcome, place) => [String(place), DATA.outcomes[outcome]]);
  return kept
    .filter(
      ([value, outcome]) =>
        ofMission(outcome) &&
        outcome.kind !== "target_reached" &&
        DATA.runs.values.some((columns) => finite(columns[value]).length),
    )
    .map(([value, outcome]) => [value, `${spoken(outcome)} (${unitOf(outcome)})`]);
}

addFigure({
  id: "ends",
  title: "Where the runs end",
  isWide: true,
  choices: { outcome: { label: "Outcome", options: endOptions } },
  draw: ({ outcome: chosen }, width) => {
    const outcome = DATA.outcomes[DATA.runs.outcomes[chosen]];
    if (!outcome) return null;
    const policies = chosenPolicies(),
      unit = outcome.unit,
      { ink } = appearance();
    const valuesOf = (place) => DATA.runs.values[place][chosen].map((value) => scaled(value, unit));
    const [low, high] = reach(
      policies
        .flatMap(({ place }) => valuesOf(place))
        .concat(outcome.kind === "indicator" ? [mission().target] : []),
      0.03,
    );
    const bins = Math.max(20, Math.min(140, Math.round((width - 170) / 6)));
    const binOf = (value) => Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    const stacks = policies.map(({ place }) => {
      const heights = new Array(bins).fill(0);
      return valuesOf(place)
        .map((value, replicate) =>
          value === null ? null : { value, replicate, level: heights[binOf(value)]++, bin: binOf(value) },
        )
        .filter(Boolean);
    });
    const tallest = Math.max(1, ...stacks.flat().map(({ level }) => level + 1));
    const row = 118,
      left = width < 460 ? 8 : 150,
      size = Math.max(1.6, Math.min(5, (row * 0.62) / tallest, (width - left) / bins)),
      rise = Math.min(0.62 / tallest, (size + 1.5) / row);
    const series = policies.map((policy, line) => ({
      type: "scatter",
      name: policy.name,
      symbolSize: size,
      itemStyle: { color: colourOf(policy), opacity: 0.85 },
      data: stacks[line].map(({ replicate, level, bin, value }) => ({
        value: [
          low + ((bin + 0.5) / bins) * (high - low),
          policies.length - line - 0.78 + level * rise,
          value,
          DATA.runs.numbers[replicate],
        ],
      })),
    }));
    const summary = policies.map(({ place }) => {
      const sorted = finite(valuesOf(place)).sort((one, other) => one - other);
      return [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantile(sorted, share));
    });
    series.push({
      type: "custom",
      silent: true,
      data: policies.map((_, line) => line),
      z: 5,
      renderItem: (_, api) => {
        const line = api.value(0),
          [q05, q25, q50, q75, q95] = summary[line];
        if (q50 === null) return null;
        const y = policies.length - line - 0.89,
          at = (value) => api.coord([value, y]),
          colour = colourOf(policies[line]);
        const bar = (from, to, lineWidth) => ({
          type: "line",
          shape: { x1: at(from)[0], y1: at(from)[1], x2: at(to)[0], y2: at(to)[1] },
          style: { stroke: colour, lineWidth },
        });
        return {
          type: "group",
          children: [
            bar(q05, q95, 2),
            bar(q25, q75, 7),
            {
              type: "circle",
              shape: { cx: at(q50)[0], cy: at(q50)[1], r: 5 },
              style: { fill: appearance().paper, stroke: colour, lineWidth: 2 },
            },
          ],
        };
      },
    });
    if (outcome.kind === "indicator") {
      series[0].markLine = {
        silent: true,
        symbol: "none",
        lineStyle: { color: ink, type: "dashed" },
        data: [
          { xAxis: mission().target, label: { formatter: `target ${plain(mission().target)}`, color: ink } },
        ],
      };
    }
    const names = policies.map((policy, line) => ({
      type: "text",
      left: 0,
      top: 26 + line * row + (left > 100 ? row * 0.45 : 2),
      style: {
        text: policy.name,
        fill: wordColour(policy),
        font: "bold 13px Arial, sans-serif",
        width: left > 100 ? left - 12 : width - 10,
        overflow: "break",
      },
    }));
    const told = policies.map(
      ({ name }, line) =>
        `${name} ${digits(summary[line][2])} (${digits(summary[line][0])} to ${digits(summary[line][4])})`,
    );
    return {
      option: {
        grid: { left, right: 14, top: 26, height: row * policies.length },
        graphic: names,
        xAxis: valueAxis(unitOf(outcome), { min: low, max: high, nameLocation: "middle", nameGap: 28 }),
        yAxis: valueAxis("", {
          min: 0,
          max: policies.length,
          interval: 1,
          axisLabel: { show: false },
          axisLine: { show: false },
          axisTick: { show: false },
        }),
        tooltip: {
          confine: true,
          formatter: (item) =>
            item.seriesType === "scatter"
              ? `<b>${escapeText(item.seriesName)}</b><br>replicate ${item.value[3]}: ${digits(item.value[2])} ${escapeText(unitOf(outcome))}`
              : "",
        },
        series,
      },
      height: row * policies.length + 80,
      caption: `${sentence(outcome.meaning)}, ${unitOf(outcome)}. Each point is a run${DATA.runs.numbers.length < DATA.replicates ? ` (the first ${DATA.runs.numbers.length})` : ""}; bar: 5, 25, 50, 75 and 95 % quantiles of these. Runs without a number are left out.`,
      text: `${spoken(outcome)}, median and 5 to 95 % of the runs in ${unitOf(outcome)}: ${told.join(", ")}.`,
      heads: ["replicate", ...policies.map(({ name }) => name)],
      rows: DATA.runs.numbers.map((number, replicate) => [
        String(number),
        ...policies.map(({ place }) => valuesOf(place)[replicate]),
      ]),
    };
  },
});
