// How policies differ under the same luck, with the interval of each difference.

function pairOptions() {
  const has = DATA.outcomes
    .map((outcome, place) => [String(place), outcome])
    .filter(([, outcome]) => ofMission(outcome) && outcome.pairs.some(({ mean }) => mean !== 0));
  const first = ["problem_removed", "target_reached", "shortfall", "net_public_cost", "weak_regions_uptake"];
  const rank = (outcome) => (first.indexOf(outcome.kind) + first.length + 1) % (first.length + 1);
  return has
    .sort(([, one], [, other]) => rank(one) - rank(other))
    .map(([value, outcome]) => [
      value,
      `${spoken(outcome)} (${outcome.unit === "share" ? "points" : outcome.unit})`,
    ]);
}

addFigure({
  id: "differences",
  title: "How policies differ under the same luck",
  choices: { outcome: { label: "Outcome", options: pairOptions } },
  draw: ({ outcome: chosen }, width) => {
    const outcome = DATA.outcomes[chosen];
    if (!outcome) return null;
    const unit = outcome.unit === "share" ? "points" : outcome.unit,
      { ink, paper } = appearance();
    const pairs = outcome.pairs.filter(
      ({ policy, reference }) => CHOICE.policies.has(policy) && CHOICE.policies.has(reference),
    );
    if (pairs.length === 0) return null;
    const value = (share) => scaled(share, outcome.unit);
    const [low, high] = reach([
      0,
      ...pairs.flatMap((pair) => [value(pair.low), value(pair.high), value(pair.mean)]),
    ]);
    const nameOf = (pair) => `${DATA.policies[pair.policy].name} − ${DATA.policies[pair.reference].name}`;
    const labels = pairs.map(nameOf),
      side = Math.min(230, width * 0.42);
    const told = pairs.map(
      (pair) =>
        `${nameOf(pair)} ${difference(pair.mean, outcome.unit)} (${difference(pair.low, outcome.unit)} to ${difference(pair.high, outcome.unit)})${pair.is_clear ? "" : ", no difference can be shown"}`,
    );
    return {
      option: {
        grid: { left: side, right: 24, top: 14, bottom: 46 },
        xAxis: valueAxis(unit, { min: low, max: high, nameLocation: "middle", nameGap: 28 }),
        yAxis: {
          type: "category",
          inverse: true,
          data: labels,
          axisLabel: { color: ink, width: side - 14, overflow: "break" },
          axisTick: { show: false },
          axisLine: { show: false },
        },
        tooltip: {
          confine: true,
          formatter: ({ dataIndex }) =>
            `${escapeText(told[dataIndex])}<br>${pairs[dataIndex].replicates} replicates`,
        },
        series: [
          {
            type: "custom",
            data: pairs.map((pair, line) => [value(pair.mean), line, value(pair.low), value(pair.high)]),
            encode: { x: [0, 2, 3], y: 1 },
            markLine: {
              silent: true,
              symbol: "none",
              label: { show: false },
              lineStyle: { color: ink, type: "solid" },
              data: [{ xAxis: 0 }],
            },
            renderItem: (params, api) => {
              const pair = pairs[params.dataIndex],
                colour = colourOf(DATA.policies[pair.policy]),
                [x, y] = api.coord([api.value(0), api.value(1)]);
              const from = Number.isFinite(api.value(2)) ? api.coord([api.value(2), api.value(1)])[0] : x,
                to = Number.isFinite(api.value(3)) ? api.coord([api.value(3), api.value(1)])[0] : x;
              return {
                type: "group",
                children: [
                  {
                    type: "rect",
                    shape: { x: from - 4, y: y - 12, width: to - from + 8, height: 24 },
                    style: { fill: "transparent" },
                  },
                  {
                    type: "line",
                    shape: { x1: from, y1: y, x2: to, y2: y },
                    style: { stroke: colour, lineWidth: 2.4 },
                  },
                  {
                    type: "circle",
                    shape: { cx: x, cy: y, r: 5.5 },
                    style: { fill: pair.is_clear ? colour : paper, stroke: colour, lineWidth: 2 },
                  },
                ],
              };
            },
          },
        ],
      },
      height: 66 + 34 * pairs.length,
      caption: `${sentence(outcome.meaning)}: the first policy less the second, mean and 95 % interval, ${unit}. Hollow: can’t be told from nought.`,
      text: `${spoken(outcome)}, ${unit}: ${told.join("; ")}.`,
      heads: ["difference", "mean", "low", "high", "replicates", "can be told from nought"],
      rows: pairs.map((pair) => [
        nameOf(pair),
        value(pair.mean),
        value(pair.low),
        value(pair.high),
        String(pair.replicates),
        pair.is_clear ? "yes" : "no",
      ]),
    };
  },
});
