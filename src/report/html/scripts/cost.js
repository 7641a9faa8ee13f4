// What policies cost and what they reach, with the frontier of those that none outdoes.

const SUCCESSES = ["problem_removed", "target_reached", "uptake", "weak_regions_removed", "people_over_line"];

function successOptions() {
  const known = SUCCESSES.map((kind) => DATA.outcomes.findIndex((outcome) => outcome.kind === kind && outcome.mission === CHOICE.mission)).filter((place) => place >= 0);
  return known.map((place) => [String(place), `${DATA.outcomes[place].name} (%)`]);
}

addFigure({
  id: "cost", title: "What policies cost and what they reach",
  choices: { success: { label: "Reached", options: successOptions } },
  draw: ({ success }, width) => {
    const outcome = DATA.outcomes[success], cost = DATA.outcomes.find(({ name }) => name === "net_public_cost");
    if (!outcome || !cost) return null;
    const { faint } = appearance(), beside = 128, plot = { width: width - beside - 8, top: 34, height: 258 };
    const points = chosenPolicies().map((policy) => ({ policy, x: cost.means[policy.place], y: scaled(outcome.means[policy.place], outcome.unit), dx: 1.96 * (cost.errors[policy.place] ?? 0), dy: 1.96 * scaled(outcome.errors[policy.place] ?? 0, outcome.unit) }));
    const known = points.filter(({ x, y }) => x !== null && y !== null);
    if (known.length < 2 || known.every(({ x }) => x === 0)) return null;
    const outdone = (own) => known.some((rival) => rival.x <= own.x && rival.y >= own.y && (rival.x < own.x || rival.y > own.y));
    const frontier = known.filter((own) => !outdone(own)).sort((one, other) => one.x - other.x);
    const [, right] = reach(known.flatMap(({ x, dx }) => [0, x + dx])), [, top] = reach(known.flatMap(({ y, dy }) => [0, y + dy]));
    const left = known.every(({ x, dx }) => x - dx >= 0) ? 0 : reach(known.map(({ x, dx }) => x - dx))[0], bottom = known.every(({ y, dy }) => y - dy >= 0) ? 0 : reach(known.map(({ y, dy }) => y - dy))[0];
    const names = known.map(({ policy, y }) => ({ policy, share: (y - bottom) / (top - bottom), text: policy.name }));
    const told = known.map(({ policy, x, y }) => `${policy.name} ${digits(y)} % for ${digits(x)} M EUR`);
    return {
      option: {
        grid: { left: 56, right: beside, top: plot.top, height: plot.height }, graphic: namesBeside(names, plot),
        xAxis: valueAxis("net public cost, M EUR", { min: left, max: right, nameLocation: "middle", nameGap: 28 }),
        yAxis: valueAxis(`${outcome.kind}, %`, { min: bottom, max: top }),
        tooltip: { confine: true, formatter: ({ seriesName, data }) => (data.told ? escapeText(data.told) : escapeText(seriesName)) },
        series: [
          { type: "line", name: "frontier", silent: true, data: frontier.map(({ x, y }) => [x, y]), showSymbol: false, lineStyle: { color: faint, type: "dashed", width: 1.4 } },
          { type: "custom", silent: true, data: known.map((_, place) => place), renderItem: (_, api) => {
            const { policy, x, y, dx, dy } = known[api.value(0)], line = (from, to) => ({ type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: colourOf(policy), lineWidth: 1.6 } });
            return { type: "group", children: [line(api.coord([x - dx, y]), api.coord([x + dx, y])), line(api.coord([x, y - dy]), api.coord([x, y + dy]))] };
          } },
          { type: "scatter", symbolSize: 11, data: known.map(({ policy, x, y }, place) => ({ value: [x, y], told: told[place], itemStyle: { color: colourOf(policy) } })) },
        ],
      },
      height: 340, caption: "Means with their 95 % intervals; cost as present value over the baseline. The dashed line joins the policies that none outdoes.",
      text: `${told.join("; ")}.`, heads: ["policy", "net public cost (M EUR)", "half of its interval", `${outcome.name} (%)`, "half of its interval", "outdone"],
      rows: known.map((one) => [one.policy.name, one.x, one.dx, one.y, one.dy, outdone(one) ? "yes" : "no"]),
    };
  },
});
