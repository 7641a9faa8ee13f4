// Where money goes and what becomes of projects: stacked over time, a panel a policy.

/** The colours of areas; from the fifth on they are dashed as well. */
const STACK = ["#0072b2", "#e69f00", "#56b4e9", "#d55e00", "#009e73", "#cc79a7", "#999999", "#f0e442"];

/** The mean path of an outcome as a rate a year, where it is a sum so far. */
function rates(values, isSum) {
  if (!isSum) return values;
  return values.map((value, step) =>
    value === null ? null : 4 * (value - (step > 0 ? values[step - 1] : 0)),
  );
}

/** The mean of the quarters of each calendar year, so that what is paid once a year is no comb. */
function yearly(values) {
  const yearOf = DATA.quarters.map((quarter) => quarter.slice(0, 4));
  return values.map((_, step) => {
    const year = values.filter((value, other) => yearOf[other] === yearOf[step] && value !== null);
    return year.length ? year.reduce((sum, value) => sum + value, 0) / year.length : null;
  });
}

function stacked({ id, title, groups, caption }) {
  const pathsOf = (kind) => DATA.paths.filter(({ outcome }) => DATA.outcomes[outcome].kind === kind);
  addFigure({
    id,
    title,
    isWide: true,
    choices: {
      by: {
        label: "By",
        options: () =>
          groups.filter(({ kind }) => pathsOf(kind).length).map(({ kind, label }) => [kind, label]),
      },
    },
    draw: ({ by }, width) => {
      const group = groups.find(({ kind }) => kind === by);
      if (!group) return null;
      const times = DATA.quarters.map(year),
        { ink } = appearance();
      const valuesOf = (path, place) => {
        const mean = path.policies[place].mean;
        return group.isRate ? yearly(rates(mean, group.isSum)) : mean;
      };
      const all = pathsOf(by).map((path) => ({
        path,
        name: words(DATA.outcomes[path.outcome].name.split(".").slice(1).join(".")),
      }));
      const has = (path, place) => finite(path.policies[place].mean).some((value) => value !== 0);
      const policies = chosenPolicies().filter(({ place }) => all.some(({ path }) => has(path, place)));
      const kinds = all.filter(({ path }) => policies.some(({ place }) => has(path, place)));
      if (kinds.length === 0) return null;
      const without = chosenPolicies()
        .filter((policy) => !policies.some(({ place }) => place === policy.place))
        .map(({ name }) => name);
      const sums = policies.flatMap(({ place }) =>
        times.map((_, step) => kinds.reduce((sum, { path }) => sum + (valuesOf(path, place)[step] ?? 0), 0)),
      );
      const high = reach([0, ...sums])[1];
      const { grids, height } = panels(policies.length, width, 190, { left: 58 });
      const series = policies.flatMap(({ place }, panel) =>
        kinds.map(({ path, name }, kind) => ({
          type: "line",
          name,
          stack: `stack-${panel}`,
          xAxisIndex: panel,
          yAxisIndex: panel,
          showSymbol: false,
          step: group.isRate ? "middle" : false,
          lineStyle: { width: 0.6, color: appearance().paper },
          itemStyle: { color: STACK[kind % STACK.length] },
          areaStyle: {
            opacity: 0.92,
            decal:
              kind >= 4
                ? {
                    symbol: "rect",
                    dashArrayX: [1, 0],
                    dashArrayY: [3, 4],
                    rotation: Math.PI / 4,
                    color: "rgba(255,255,255,.45)",
                  }
                : undefined,
          },
          data: times.map((time, step) => [time, valuesOf(path, place)[step]]),
        })),
      );
      const unit = group.unit,
        last = times.length - 1;
      const told = policies.map(
        (policy) =>
          `${policy.name}: ${kinds.map(({ path, name }) => `${name} ${digits(group.isRate ? finite(rates(path.policies[policy.place].mean, group.isSum)).reduce((sum, value) => sum + value / 4, 0) : path.policies[policy.place].mean[last])}`).join(", ")}`,
      );
      return {
        option: {
          title: policies.map((policy, panel) => panelTitle(policy, grids[panel])),
          grid: grids,
          legend: {
            bottom: 0,
            left: 0,
            itemWidth: 14,
            icon: "rect",
            textStyle: { color: ink },
            data: kinds.map(({ name }) => name),
          },
          xAxis: grids.map((_, panel) => timeAxis({ gridIndex: panel })),
          yAxis: grids.map((_, panel) => valueAxis("", { gridIndex: panel, min: 0, max: high })),
          tooltip: {
            trigger: "axis",
            confine: true,
            formatter: (items) =>
              items.length
                ? `${DATA.quarters[items[0].dataIndex]}<br>` +
                  items
                    .filter(({ value }) => value[1])
                    .map(({ seriesName, value }) => `${escapeText(seriesName)} ${digits(value[1])}`)
                    .reverse()
                    .join("<br>")
                : "",
          },
          series,
        },
        height: height + 10 + 18 * Math.ceil(kinds.length / 4),
        caption: `${caption(group)} Means over the runs.${without.length ? ` None under ${without.join(", ")}.` : ""}`,
        text: `${group.isRate ? "In all, M EUR" : "At the end"}: ${told.join("; ")}.`,
        heads: ["quarter", "policy", ...kinds.map(({ name }) => `${name} (${unit})`)],
        rows: policies.flatMap(({ name, place }) =>
          DATA.quarters.map((quarter, step) => [
            quarter,
            name,
            ...kinds.map(({ path }) => valuesOf(path, place)[step]),
          ]),
        ),
      };
    },
  });
}

stacked({
  id: "money",
  title: "Where public money goes",
  groups: [
    { kind: "spending", label: "kind of instrument", unit: "M EUR a year", isRate: true, isSum: false },
    {
      kind: "paid_by_stage",
      label: "stage of the projects",
      unit: "M EUR a year",
      isRate: true,
      isSum: true,
    },
    {
      kind: "paid_by_capacity",
      label: "capacity of the regions, q1 the weakest quarter",
      unit: "M EUR a year",
      isRate: true,
      isSum: true,
    },
  ],
  caption: ({ label }) => `Public money by ${label}, M EUR a year, the mean of each calendar year.`,
});

stacked({
  id: "projects",
  title: "What becomes of projects",
  groups: [{ kind: "projects_by_fate", label: "fate", unit: "projects", isRate: false, isSum: false }],
  caption: () => "Projects that were started so far, by what had become of them.",
});
