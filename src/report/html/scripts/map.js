// Regions on the map, quarter by quarter. All maps of the figure share one scale of colours.

const SVG = "http://www.w3.org/2000/svg";

function draw(tag, attributes, children = []) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function measureOptions() {
  const first = ["region_uptake", "region_money", "region_capacity", "region_removed"];
  const rank = ({ kind }) => (first.indexOf(kind) + first.length + 1) % (first.length + 1);
  const all = DATA.map.measures
    .map((measure, place) => [String(place), measure])
    .filter(
      ([, measure]) =>
        ofMission(measure) &&
        measure.values.some((quarters) => quarters.some((values) => finite(values).length)),
    );
  return all
    .sort(([, one], [, other]) => rank(one) - rank(other))
    .map(([value, measure]) => [value, `${sentence(words(measure.name))} (${unitOf(measure)})`]);
}

/** Hatching for regions without a number, and the shapes that all maps of the page share. */
function mapShapes() {
  if (document.getElementById("map-shapes")) return;
  const hatch = draw(
    "pattern",
    { id: "hatch", width: 14, height: 14, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    [
      draw("rect", { width: 14, height: 14, fill: "#f4f4f4" }),
      draw("line", { x1: 0, y1: 0, x2: 0, y2: 14, stroke: "#969696", "stroke-width": 5 }),
    ],
  );
  const loss = draw("pattern", { id: "loss", width: 12, height: 12, patternUnits: "userSpaceOnUse" }, [
    draw("circle", { cx: 6, cy: 6, r: 2.2, fill: "#222222" }),
  ]);
  const shapes = DATA.map.shapes.map(({ path }, place) =>
    draw("path", { id: `shape-${place}`, d: path, "fill-rule": "evenodd" }),
  );
  document.body.append(
    draw(
      "svg",
      { id: "map-shapes", width: 0, height: 0, "aria-hidden": "true", style: "position:absolute" },
      [draw("defs", {}, [hatch, loss, ...shapes])],
    ),
  );
}

/** The place of a value on a scale, as a colour. */
function scaleOf(colours, low, high) {
  return (value) =>
    colours[
      Math.max(
        0,
        Math.min(colours.length - 1, Math.round(((value - low) / (high - low || 1)) * (colours.length - 1))),
      )
    ];
}

/** One map: the regions in their colours, losses with dots, those overseas in boxes. */
function mapOf(values, colour, told, isGap) {
  const { width, height, shapes, boxes } = DATA.map;
  const { paper, faint, ink } = appearance();
  const regions = shapes.map(({ region }, place) => {
    const value = region === null ? null : values[region];
    const title = draw("title", {}, [
      region === null ? "no results" : `${DATA.map.regions[region]}: ${told(value)}`,
    ]);
    const fill = value === null ? "url(#hatch)" : colour(value);
    const use = (fill, children) =>
      draw("use", { href: `#shape-${place}`, fill, stroke: paper, "stroke-width": 1.4 }, children);
    // on a grey printer less and more look alike
    const marks = isGap && value < 0 ? [use("url(#loss)", [title])] : [];
    return [use(fill, [title.cloneNode(true)]), ...marks];
  });
  const insets = boxes.flatMap(({ from, to, label }) => [
    draw("rect", {
      x: from[0],
      y: from[1],
      width: to[0] - from[0],
      height: to[1] - from[1],
      fill: "none",
      stroke: faint,
      "stroke-width": 1.5,
    }),
    draw("text", { x: from[0] + 6, y: from[1] + 26, fill: ink, "font-size": 24 }, [label]),
  ]);
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" }, [
    ...regions.flat(),
    ...insets,
  ]);
}

/** The bar of colours with its ends. */
function scaleBar(colours, low, high, unit) {
  const cells = colours.map((fill) => make("span", { style: `background:${fill}` }));
  return make("div", { class: "scale" }, [
    make("span", {}, `${plain(low)} `),
    make("span", { class: "colours" }, cells),
    make("span", {}, ` ${plain(high)} ${unit}`),
    make("span", { class: "hatched" }),
    make("span", {}, "no number"),
  ]);
}

if (DATA.map)
  addFigure({
    id: "map",
    title: "Where it happens",
    isWide: true,
    choices: {
      measure: { label: "Measure", options: measureOptions },
      against: {
        label: "Less",
        options: () => [["", "nothing"], ...DATA.policies.map(({ name }, place) => [String(place), name])],
        value: "",
      },
      quarter: {
        label: "Quarter",
        range: ({ measure }) => DATA.map.measures[measure]?.quarters ?? [],
        start: ({ measure }) => DATA.map.measures[measure]?.deadline,
      },
    },
    draw: ({ measure: chosen, against, quarter }, width) => {
      const measure = DATA.map.measures[chosen];
      if (!measure) return null;
      const isGap = against !== "",
        unit = isGap && measure.unit === "share" ? "points" : unitOf(measure);
      const policies = chosenPolicies().filter(({ place }) => !isGap || place !== Number(against));
      if (policies.length === 0) return null;
      const valuesOf = (place, step) =>
        measure.values[place][step].map((value, region) => {
          const other = isGap ? measure.values[against][step][region] : 0;
          return value === null || other === null ? null : scaled(value - other, measure.unit);
        });
      // the scale is that of all quarters, so that the slider shows what changes
      const all = finite(
        policies.flatMap(({ place }) => measure.quarters.flatMap((_, step) => valuesOf(place, step))),
      );
      if (all.length === 0) return null;
      const most = all.reduce((so, value) => Math.max(so, Math.abs(value)), 0) || 1;
      // what rounding left of a nought is none
      const least = all
        .map((value) => (Math.abs(value) < 1e-9 * most ? 0 : value))
        .reduce((so, value) => Math.min(so, value), Infinity);
      const [low, high] = isGap ? [-most, most] : [least < most / 2 ? Math.min(0, least) : least, most];
      // on paper darker is more, on a dark page lighter
      const colours = isGap
        ? DATA.map.diverging
        : appearance().isDark
          ? [...DATA.map.sequential].reverse()
          : DATA.map.sequential;
      const told = (value) =>
        value === null ? "no number" : `${isGap && value > 0 ? "+" : ""}${digits(value)} ${unit}`;
      const rows = policies.map(({ name, place }) => ({ name, values: valuesOf(place, quarter) }));
      const spread = rows.map(({ name, values }) => {
        const sorted = finite(values).sort((one, other) => one - other);
        return `${name} ${digits(quantile(sorted, 0))} to ${digits(quantile(sorted, 1))}, median ${digits(quantile(sorted, 0.5))}`;
      });
      return {
        paint: (holder) => {
          mapShapes();
          const maps = rows.map(({ name, values }, panel) =>
            make("div", { class: "panel" }, [
              make("p", { style: `color:${wordColour(policies[panel])}` }, name),
              mapOf(values, scaleOf(colours, low, high), told, isGap),
            ]),
          );
          holder.replaceChildren(scaleBar(colours, low, high, unit), make("div", { class: "panels" }, maps));
        },
        caption: `${sentence(measure.meaning)}, ${unit}${isGap ? `, less that under ${DATA.policies[against].name}: blue is more, orange with dots less` : ""}, at the end of ${measure.quarters[quarter]}. Means of the runs; one scale for all maps and quarters.${DATA.map.notice ? ` ${DATA.map.notice.replace(/\.$/, "")}.` : ""}`,
        text: `${sentence(words(measure.name))} by region in ${measure.quarters[quarter]}, ${unit}: ${spread.join("; ")}.`,
        heads: ["region", ...rows.map(({ name }) => `${name} (${unit})`)],
        rows: DATA.map.regions.map((code, region) => [code, ...rows.map(({ values }) => values[region])]),
      };
    },
  });
