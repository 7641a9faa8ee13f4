// How sure the chances are after so many replicates: whether more would change the answer.

addFigure({
  id: "convergence",
  title: "Were there enough replicates?",
  isWide: true,
  draw: (_, width) => {
    const column = DATA.runs.outcomes.findIndex(
      (outcome) =>
        DATA.outcomes[outcome].kind === "target_reached" && DATA.outcomes[outcome].mission === CHOICE.mission,
    );
    if (column < 0 || DATA.runs.numbers.length < 2) return null;
    const policies = chosenPolicies(),
      runs = DATA.runs.numbers.length;
    const courses = policies.map((policy) => {
      let met = 0,
        count = 0;
      const points = [];
      for (const value of DATA.runs.values[policy.place][column]) {
        if (value === null) continue;
        met += value;
        count += 1;
        points.push([count, (100 * met) / count, ...wilson(met, count).map((share) => 100 * share)]);
      }
      return { policy, points };
    });
    const { grids, height } = panels(policies.length, width, 150);
    const series = courses.flatMap(({ policy, points }, panel) => [
      band(
        points.map((point) => point[0]),
        points.map((point) => point[2]),
        points.map((point) => point[3]),
        colourOf(policy),
        0.22,
        panel,
      ),
      {
        type: "line",
        name: policy.name,
        xAxisIndex: panel,
        yAxisIndex: panel,
        showSymbol: false,
        symbolSize: 7,
        data: points,
        encode: { x: 0, y: 1 },
        lineStyle: { color: colourOf(policy), width: 2 },
        itemStyle: { color: colourOf(policy) },
      },
    ]);
    const ends = courses
      .map(({ policy, points }) => ({ policy, end: points[points.length - 1] }))
      .filter(({ end }) => end);
    return {
      option: {
        title: policies.map((policy, panel) => panelTitle(policy, grids[panel])),
        grid: grids,
        xAxis: grids.map((_, gridIndex) => ({
          ...valueAxis("", { gridIndex }),
          type: "log",
          min: 1,
          max: runs,
        })),
        yAxis: grids.map((_, gridIndex) => valueAxis("", { gridIndex, min: 0, max: 100 })),
        series,
        tooltip: {
          trigger: "axis",
          confine: true,
          formatter: (items) =>
            items.length
              ? `${items[0].value[0]} replicates<br>` +
                items
                  .map(
                    ({ seriesName, value }) =>
                      `${escapeText(seriesName)} ${digits(value[1])} % (${digits(value[2])} to ${digits(value[3])} %)`,
                  )
                  .join("<br>")
              : "",
        },
      },
      height,
      caption: `P(target), %, as it would be told after so many replicates${runs < DATA.replicates ? `, of the first ${runs}` : ""}, with its 95 % interval.`,
      text: `After ${runs} replicates: ${ends.map(({ policy, end }) => `${policy.name} ${digits(end[1])} % (${digits(end[2])} to ${digits(end[3])} %)`).join(", ")}.`,
      heads: ["policy", "replicates", "P(target) (%)", "low", "high"],
      rows: courses.flatMap(({ policy, points }) =>
        points.map((point) => [policy.name, String(point[0]), ...point.slice(1)]),
      ),
    };
  },
});
