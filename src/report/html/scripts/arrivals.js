// When the target is first met: the share of runs that have met it, as it rises. Runs that never do keep it below 100 %.

addFigure({
  id: "arrivals",
  title: "When the target is first met",
  draw: (_, width) => {
    const column = DATA.runs.outcomes.findIndex(
      (outcome) =>
        DATA.outcomes[outcome].kind === "time_to_target" && DATA.outcomes[outcome].mission === CHOICE.mission,
    );
    if (column < 0) return null;
    const policies = chosenPolicies(),
      { ink, faint } = appearance();
    const begin = year(mission().start),
      end = year(DATA.quarters[DATA.quarters.length - 1]) + 0.25;
    const reached = DATA.runs.outcomes.findIndex(
      (outcome) =>
        DATA.outcomes[outcome].kind === "target_reached" && DATA.outcomes[outcome].mission === CHOICE.mission,
    );
    const curves = policies.map((policy) => {
      // a run that failed has no number of anything, and neither met nor missed it
      const times = DATA.runs.values[policy.place][column].filter(
          (_, run) => DATA.runs.values[policy.place][reached][run] !== null,
        ),
        met = finite(times).sort((one, other) => one - other);
      const share = (count) => (100 * count) / Math.max(1, times.length);
      const points = [
        [begin, 0],
        ...met.map((time, place) => [begin + time, share(place + 1)]),
        [end, share(met.length)],
      ];
      return { policy, points, met, runs: times.length, last: share(met.length) };
    });
    const series = curves.map(({ policy, points }) => ({
      type: "line",
      step: "end",
      name: policy.name,
      showSymbol: false,
      symbolSize: 7,
      data: points,
      lineStyle: { color: colourOf(policy), width: 2.4 },
      itemStyle: { color: colourOf(policy) },
    }));
    series[0].markLine = {
      silent: true,
      symbol: "none",
      lineStyle: { color: faint, type: "dashed" },
      data: [{ xAxis: year(mission().deadline) + 0.25, label: { formatter: "deadline", color: ink } }],
    };
    const plot = { width: width - 140, top: 30, height: 258 };
    const names = curves.map(({ policy, last }) => ({
      policy,
      share: last / 100,
      text: `${policy.name} ${plain(last)} %`,
    }));
    const told = curves.map(({ policy, met, runs }) => `${policy.name} ${met.length} of ${runs}`);
    return {
      option: {
        grid: { left: 46, right: 140, top: plot.top, height: plot.height },
        graphic: namesBeside(names, plot),
        xAxis: timeAxis(),
        yAxis: valueAxis("% of the runs", { min: 0, max: 100 }),
        series,
        tooltip: {
          trigger: "axis",
          confine: true,
          formatter: (items) =>
            items.length
              ? `${items[0].value[0].toFixed(2)}<br>` +
                items.map((item) => `${escapeText(item.seriesName)} ${digits(item.value[1])} %`).join("<br>")
              : "",
        },
      },
      height: 320,
      caption: `Share of the runs that have met the target at least once${DATA.runs.numbers.length < DATA.replicates ? `, of the first ${DATA.runs.numbers.length}` : ""}; those that don’t until the end of the simulation keep a curve below 100 %.`,
      text: `Runs that meet it before the end of the simulation: ${told.join(", ")}.`,
      heads: ["replicate", ...policies.map(({ name }) => name + " (years)")],
      rows: DATA.runs.numbers.map((number, replicate) => [
        String(number),
        ...policies.map(({ place }) => DATA.runs.values[place][column][replicate]),
      ]),
    };
  },
});
