// How an outcome develops: a panel a policy, with the median and the spread of the replicates.

const BANDS = [
  ["q05", "q95", 0.2],
  ["q25", "q75", 0.32],
];

function courseOptions() {
  const paths = DATA.paths
    .map((path, place) => [String(place), DATA.outcomes[path.outcome]])
    .filter(
      ([value, outcome]) =>
        ofMission(outcome) && DATA.paths[value].policies.some(({ q50 }) => finite(q50).length),
    );
  return paths.map(([value, outcome]) => [value, `${spoken(outcome)} (${unitOf(outcome)})`]);
}

/** A band between two rows of values, as a shape in the chart. */
function band(times, low, high, colour, opacity, axis, extra) {
  const known = times
    .map((_, step) => step)
    .filter((step) => Number.isFinite(low[step]) && Number.isFinite(high[step]));
  return {
    type: "custom",
    xAxisIndex: axis,
    yAxisIndex: axis,
    silent: true,
    data: known.length ? [0] : [],
    clip: true,
    z: 1,
    renderItem: (_, api) => {
      const up = known.map((step) => api.coord([times[step], high[step]]));
      const down = known.map((step) => api.coord([times[step], low[step]])).reverse();
      return { type: "polygon", shape: { points: [...up, ...down] }, style: { fill: colour, opacity } };
    },
    ...extra,
  };
}

addFigure({
  id: "course",
  title: "How it develops",
  isWide: true,
  choices: { outcome: { label: "Outcome", options: courseOptions } },
  draw: ({ outcome: chosen }, width) => {
    const path = DATA.paths[chosen];
    if (!path) return null;
    const outcome = DATA.outcomes[path.outcome],
      unit = outcome.unit;
    const policies = chosenPolicies(),
      times = DATA.quarters.map(year);
    const isIndicator = outcome.kind === "indicator",
      hasHalves = path.policies.some(({ q25 }) => q25.length);
    const rowsOf = (place, statistic) =>
      (path.policies[place][statistic] ?? []).map((value) => scaled(value, unit));
    const all = policies.flatMap(({ place }) => [
      ...rowsOf(place, "q05"),
      ...rowsOf(place, "q95"),
      ...rowsOf(place, "mean"),
    ]);
    if (finite(all).length === 0) return null;
    const [low, high] = reach(isIndicator ? [...all, mission().target] : all);
    const { grids, height } = panels(policies.length, width, 190);
    const { faint, ink } = appearance();
    const series = policies.flatMap((policy, panel) => {
      const colour = colourOf(policy);
      const bands = BANDS.map(([from, to, opacity]) =>
        band(times, rowsOf(policy.place, from), rowsOf(policy.place, to), colour, opacity, panel),
      );
      const marks = [
        {
          xAxis: year(mission().deadline),
          label: { formatter: "deadline", position: "end", color: faint, fontSize: 11 },
        },
      ];
      if (isIndicator)
        marks.push({
          yAxis: mission().target,
          label: {
            formatter: `target ${plain(mission().target)}`,
            position: "insideStartBottom",
            color: ink,
            fontSize: 11,
          },
        });
      const median = {
        type: "line",
        name: policy.name,
        xAxisIndex: panel,
        yAxisIndex: panel,
        showSymbol: false,
        symbolSize: 8,
        z: 3,
        data: times.map((time, step) => [time, rowsOf(policy.place, "q50")[step] ?? null]),
        lineStyle: { color: colour, width: 2.4 },
        itemStyle: { color: colour },
        markLine: { silent: true, symbol: "none", lineStyle: { color: faint, type: "dashed" }, data: marks },
      };
      const milestones = {
        type: "scatter",
        xAxisIndex: panel,
        yAxisIndex: panel,
        silent: true,
        symbol: "diamond",
        symbolSize: 8,
        itemStyle: { color: ink },
        z: 4,
        data: isIndicator ? mission().milestones.map(([quarter, value]) => [year(quarter), value]) : [],
      };
      return [...bands, median, milestones];
    });
    const tip = (items) => {
      const point = [].concat(items).find((item) => item.seriesType === "line");
      if (!point) return "";
      const policy = policies[point.axisIndex ?? policies.findIndex((one) => one.name === point.seriesName)],
        step = point.dataIndex;
      const of = (statistic) => digits(rowsOf(policy.place, statistic)[step]);
      return `<b>${escapeText(policy.name)}</b>, ${DATA.quarters[step]}<br>median ${of("q50")} ${escapeText(unitOf(outcome))}<br>${hasHalves ? `half of the runs: ${of("q25")} to ${of("q75")}<br>` : ""}5 to 95 % of the runs: ${of("q05")} to ${of("q95")}`;
    };
    const last = DATA.quarters.indexOf(mission().deadline);
    const ends = policies.map(({ name, place }) => `${name} ${digits(rowsOf(place, "q50")[last])}`);
    return {
      option: {
        title: policies.map((policy, panel) => panelTitle(policy, grids[panel])),
        grid: grids,
        tooltip: { trigger: "axis", confine: true, formatter: tip },
        xAxis: grids.map((_, panel) => timeAxis({ gridIndex: panel })),
        yAxis: grids.map((_, panel) => valueAxis("", { gridIndex: panel, min: low, max: high })),
        series,
      },
      height,
      caption: `${sentence(outcome.meaning)}, ${unitOf(outcome)}. Line: median; ${hasHalves ? "bands: the middle half, and" : "band:"} 5 to 95 % of the runs.${isIndicator && mission().milestones.length ? " Diamonds: what is promised on the way." : ""}`,
      text: `${spoken(outcome)}, median at the deadline in ${unitOf(outcome)}: ${ends.join(", ")}.`,
      heads: ["quarter", "policy", "5 %", "25 %", "median", "75 %", "95 %", "mean"],
      rows: policies.flatMap(({ name, place }) =>
        DATA.quarters.map((quarter, step) => [
          quarter,
          name,
          ...["q05", "q25", "q50", "q75", "q95", "mean"].map((one) => rowsOf(place, one)[step] ?? null),
        ]),
      ),
    };
  },
});
