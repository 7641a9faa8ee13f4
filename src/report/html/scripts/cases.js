// What the cases of a study came to, futures or points of a sweep, against what differs between them.

if (DATA.cases)
  addFigure({
    id: "cases",
    title: `How it hangs on what is varied`,
    isWide: true,
    choices: {
      parameter: {
        label: "Varied",
        options: () => DATA.cases.parameters.map((name, place) => [String(place), name]),
      },
      outcome: {
        label: "Outcome",
        options: () => [
          ["chances", "P(target) (%)"],
          ["removed", "problem removed (%)"],
        ],
      },
    },
    draw: ({ parameter, outcome }, width) => {
      const { word, names, parameters, values, [outcome]: found } = DATA.cases;
      const policies = chosenPolicies(),
        xs = values.map((row) => Number(row[parameter]));
      const percentOf = (share) => (share === null ? null : 100 * share),
        shares = (place) => found[CHOICE.mission][place].map(percentOf);
      const [left, right] = reach(xs, 0.04),
        [bottom, top] = reach([0, ...policies.flatMap(({ place }) => shares(place))]);
      // a line only where nothing else differs
      const isAlone = parameters.every(
        (_, other) => String(other) === parameter || values.every((row) => row[other] === values[0][other]),
      );
      const plot = { width: width - 140, top: 30, height: 280 };
      const series = policies.map((policy) => {
        const own = shares(policy.place),
          data = xs.map((x, point) => [x, own[point], point]).sort((one, other) => one[0] - other[0]);
        const style = {
          name: policy.name,
          data,
          symbolSize: 8,
          itemStyle: { color: colourOf(policy), opacity: 0.8 },
        };
        return isAlone
          ? { type: "line", ...style, lineStyle: { color: colourOf(policy), width: 2 } }
          : { type: "scatter", ...style };
      });
      const ends = series.map(({ data }, line) => ({
        policy: policies[line],
        share: (data[data.length - 1][1] - bottom) / (top - bottom),
        text: policies[line].name,
      }));
      const told = policies.map(
        ({ name, place }) =>
          `${name} ${digits(Math.min(...finite(shares(place))))} to ${digits(Math.max(...finite(shares(place))))} %`,
      );
      return {
        option: {
          grid: { left: 50, right: 140, top: plot.top, height: plot.height },
          graphic: isAlone ? namesBeside(ends, plot) : [],
          legend: isAlone ? undefined : { bottom: 0, textStyle: { color: appearance().ink } },
          xAxis: valueAxis(parameters[parameter], {
            min: left,
            max: right,
            nameLocation: "middle",
            nameGap: 28,
            nameTextStyle: { color: appearance().faint },
          }),
          yAxis: valueAxis(outcome === "chances" ? "P(target), %" : "problem removed, %", {
            min: Math.max(0, bottom),
            max: top,
          }),
          series,
          tooltip: {
            confine: true,
            formatter: ({ seriesName, value }) =>
              `<b>${escapeText(seriesName)}</b>, ${escapeText(names[value[2]])}<br>${digits(value[1])} %<br>` +
              parameters
                .map((name, place) => `${escapeText(name)} = ${escapeText(values[value[2]][place])}`)
                .join("<br>"),
          },
        },
        height: isAlone ? 366 : 396,
        caption: `Each mark is a ${word}${values.length < DATA.cases.all ? ` (the first ${values.length} of ${DATA.cases.all})` : ""} under a policy, the mean of its replicates; what lies close together can change places with other luck.`,
        text: `Over ${values.length} ${word}s: ${told.join(", ")}.`,
        heads: [word, ...parameters, ...policies.map(({ name }) => `${name} (%)`)],
        rows: values.map((row, point) => [
          names[point],
          ...row.map(Number),
          ...policies.map(({ place }) => percentOf(found[CHOICE.mission][place][point])),
        ]),
      };
    },
  });
