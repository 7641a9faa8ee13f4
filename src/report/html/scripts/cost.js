// What policies cost and what they reach, with the frontier of those that none outdoes.

const SUCCESSES = ["problem_removed", "target_reached", "uptake", "weak_regions_removed", "people_over_line"];

function successOptions() {
  const known = SUCCESSES.map((kind) =>
    DATA.outcomes.findIndex((outcome) => outcome.kind === kind && outcome.mission === CHOICE.mission),
  ).filter((place) => place >= 0);
  return known.map((place) => [String(place), `${spoken(DATA.outcomes[place])} (%)`]);
}

addFigure({
  id: "cost",
  title: "What policies cost and what they reach",
  isWide: true,
  choices: { success: { label: "Reached", options: successOptions } },
  draw: ({ success }, width) => {
    const outcome = DATA.outcomes[success],
      cost = DATA.outcomes.find(({ name }) => name === "net_public_cost");
    if (!outcome || !cost) return null;
    const { faint } = appearance(),
      beside = 128,
      plot = { width: width - beside - 8, top: 34, height: 258 };
    const points = chosenPolicies().map((policy) => ({
      policy,
      x: cost.means[policy.place],
      y: scaled(outcome.means[policy.place], outcome.unit),
      along: [cost.lows[policy.place], cost.highs[policy.place]],
      up: [outcome.lows[policy.place], outcome.highs[policy.place]].map((end) => scaled(end, outcome.unit)),
    }));
    const known = points.filter(({ x, y }) => x !== null && y !== null);
    if (known.length < 2 || known.every(({ x }) => x === 0)) return null;
    const outdone = (own) =>
      known.some((rival) => rival.x <= own.x && rival.y >= own.y && (rival.x < own.x || rival.y > own.y));
    const frontier = known.filter((own) => !outdone(own)).sort((one, other) => one.x - other.x);
    const xs = known.flatMap(({ x, along }) => [x, ...along]),
      ys = known.flatMap(({ y, up }) => [y, ...up]);
    const [lowest, right] = reach([0, ...xs]),
      [least, top] = reach([0, ...ys]);
    const left = finite(xs).every((x) => x >= 0) ? 0 : lowest,
      bottom = finite(ys).every((y) => y >= 0) ? 0 : least;
    const names = known.map(({ policy, y }) => ({
      policy,
      share: (y - bottom) / (top - bottom),
      text: policy.name,
    }));
    const told = known.map(({ policy, x, y }) => `${policy.name} ${digits(y)} % for ${digits(x)} M EUR`);
    return {
      option: {
        grid: { left: 56, right: beside, top: plot.top, height: plot.height },
        graphic: namesBeside(names, plot),
        xAxis: valueAxis("net public cost, M EUR", {
          min: left,
          max: right,
          nameLocation: "middle",
          nameGap: 28,
        }),
        yAxis: valueAxis(`${outcome.kind}, %`, { min: bottom, max: top }),
        tooltip: {
          confine: true,
          formatter: ({ seriesName, data }) => (data.told ? escapeText(data.told) : escapeText(seriesName)),
        },
        series: [
          {
            type: "line",
            name: "frontier",
            silent: true,
            data: frontier.map(({ x, y }) => [x, y]),
            showSymbol: false,
            lineStyle: { color: faint, type: "dashed", width: 1.4 },
          },
          {
            type: "custom",
            silent: true,
            data: known.map((_, place) => place),
            renderItem: (_, api) => {
              const { policy, x, y, along, up } = known[api.value(0)],
                line = (from, to) => ({
                  type: "line",
                  shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
                  style: { stroke: colourOf(policy), lineWidth: 1.6 },
                });
              return {
                type: "group",
                children: [
                  ...(finite(along).length === 2
                    ? [line(api.coord([along[0], y]), api.coord([along[1], y]))]
                    : []),
                  ...(finite(up).length === 2 ? [line(api.coord([x, up[0]]), api.coord([x, up[1]]))] : []),
                ],
              };
            },
          },
          {
            type: "scatter",
            symbolSize: 11,
            data: known.map(({ policy, x, y }, place) => ({
              value: [x, y],
              told: told[place],
              itemStyle: { color: colourOf(policy) },
            })),
          },
        ],
      },
      height: 340,
      caption:
        "Means with their 95 % intervals; cost as present value over the baseline. The dashed line joins the policies that none outdoes on the mean; whether a difference can be shown says the figure of differences.",
      text: `${told.join("; ")}.`,
      heads: [
        "policy",
        "net public cost (M EUR)",
        "low",
        "high",
        `${outcome.name} (%)`,
        "low",
        "high",
        "outdone on the mean",
      ],
      rows: known.map((one) => [
        one.policy.name,
        one.x,
        ...one.along,
        one.y,
        ...one.up,
        outdone(one) ? "yes" : "no",
      ]),
    };
  },
});
