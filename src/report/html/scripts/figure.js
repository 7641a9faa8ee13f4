// What all figures share: a title, choices, a chart, a caption, and the numbers behind it.

const FIGURES = [];
/** How many rows of numbers are shown behind a figure. */
const MOST_ROWS = 2000;

/** What the reader chose for all figures: the mission, and the policies. */
const CHOICE = { mission: 0, policies: new Set(DATA.policies.map((_, place) => place)) };

function chosenPolicies() {
  return DATA.policies
    .map((policy, place) => ({ ...policy, place }))
    .filter(({ place }) => CHOICE.policies.has(place));
}

function mission() {
  return DATA.missions[CHOICE.mission];
}

/** The colour of a policy, for lines and areas or for words. */
function colourOf(policy) {
  return appearance().isDark ? lighter(policy.colour) : policy.colour;
}

function wordColour(policy) {
  return appearance().isDark ? lighter(policy.colour) : policy.dark;
}

/** Half way to white, so that it can be read on black. */
function lighter(colour) {
  const channels = [1, 3, 5].map((from) => parseInt(colour.slice(from, from + 2), 16));
  return `rgb(${channels.map((channel) => Math.round(channel + (255 - channel) * 0.35)).join(",")})`;
}

/** The outcomes that belong to the chosen mission or to none. */
function ofMission(outcome) {
  return outcome.mission === null || outcome.mission === CHOICE.mission;
}

/**
 * Adds a figure.
 *
 * `choices` gives what the reader can choose, by name: `{ label, options: () => [[value, text]], value }`, or
 * `{ label, range: () => texts, start: () => place }` for a slider. `draw(chosen)` gives null where there is nothing to show, or
 * `{ option, height, caption, heads, rows, text }`: what ECharts draws, and the same in numbers and in words; with `paint`
 * in place of `option` it is drawn into an element.
 */
function addFigure({ id, title, isWide = false, choices = {}, draw }) {
  FIGURES.push({ id, title, isWide, choices, draw });
}

class FigureView {
  constructor(figure, home) {
    this.figure = figure;
    this.chosen = {};
    this.controls = make("div", { class: "controls" });
    this.holder = make("div", { class: "chart", role: "img" });
    this.caption = make("figcaption");
    this.table = make("div", {
      class: "scroll",
      tabindex: "0",
      role: "region",
      "aria-label": `Numbers: ${figure.title}`,
    });
    this.details = make("details", {}, [
      make("summary", {}, "The numbers behind it"),
      this.table,
      this.saver(),
    ]);
    this.details.addEventListener("toggle", () => this.fillTable());
    this.element = make("figure", { id: figure.id, class: figure.isWide ? "wide" : null }, [
      make("h3", {}, figure.title),
      this.controls,
      this.holder,
      this.caption,
      this.details,
    ]);
    home.append(this.element);
    for (const [name, choice] of Object.entries(figure.choices)) this.addControl(name, choice);
  }

  addControl(name, choice) {
    const id = `${this.figure.id}-${name}`;
    const control = choice.range
      ? make("input", { type: "range", id, min: 0, step: 1 })
      : make("select", { id });
    const output = choice.range ? make("output", { for: id }) : null;
    const label = make("label", { for: id }, choice.label + " ");
    this.controls.append(make("span", {}, [label, control, ...(output ? [" ", output] : [])]));
    this.chosen[name] = choice.value;
    control.addEventListener("input", () => {
      this.chosen[name] = choice.range ? Number(control.value) : control.value;
      this.show();
    });
    choice.fill = () => {
      if (choice.range) {
        const texts = choice.range(this.chosen);
        control.max = texts.length - 1;
        this.chosen[name] = Math.max(
          0,
          Math.min(this.chosen[name] ?? choice.start(this.chosen) ?? 0, texts.length - 1),
        );
        control.value = this.chosen[name];
        output.textContent = texts[this.chosen[name]] ?? "";
        control.setAttribute("aria-valuetext", output.textContent);
        control.parentElement.hidden = texts.length < 2;
        return;
      }
      const options = choice.options(this.chosen);
      if (!options.some(([value]) => value === this.chosen[name])) this.chosen[name] = options[0]?.[0];
      control.replaceChildren(
        ...options.map(([value, text]) =>
          make("option", { value, selected: value === this.chosen[name] }, text),
        ),
      );
      control.parentElement.hidden = options.length < 2;
    };
  }

  fillControls() {
    for (const choice of Object.values(this.figure.choices)) choice.fill();
    this.controls.hidden = [...this.controls.children].every((control) => control.hidden);
  }

  width() {
    return this.holder.clientWidth || 600;
  }

  /** Whether another choice would show something. */
  hasAnother() {
    return Object.entries(this.figure.choices).some(([name, { options }]) =>
      options?.(this.chosen).some(
        ([value]) => this.figure.draw({ ...this.chosen, [name]: value }, this.width()) !== null,
      ),
    );
  }

  /** Draws it anew. */
  show() {
    this.fillControls();
    // what is hidden has no width
    this.element.hidden = false;
    this.drawn = chosenPolicies().length > 0 ? this.figure.draw(this.chosen, this.width()) : null;
    // where something else can be chosen, the choice has to stay in reach
    this.element.hidden = this.drawn === null && chosenPolicies().length > 0 && !this.hasAnother();
    if (this.drawn === null) {
      this.chart?.dispose();
      this.chart = undefined;
      this.holder.style.height = "";
      const lack =
        chosenPolicies().length > 0 ? "There is no number for this choice." : "No policy is chosen.";
      this.holder.replaceChildren(make("p", { class: "hint" }, lack));
      this.holder.setAttribute("aria-label", `${this.figure.title}. ${lack} Choose another one above.`);
      this.caption.textContent = "";
      this.table.replaceChildren();
      return;
    }
    if (!this.chart) this.holder.replaceChildren();
    const { option, paint, height, caption, text } = this.drawn;
    if (paint) {
      paint(this.holder);
    } else {
      this.holder.style.height = `${height}px`;
      this.chart ??= echarts.init(this.holder, null, { renderer: "svg" });
      this.chart.resize();
      this.chart.setOption({ ...common(), ...option }, { notMerge: true });
    }
    this.holder.setAttribute("aria-label", `${this.figure.title}. ${text}`);
    this.caption.textContent = `${caption} ${origin()}`;
    this.fillTable();
  }

  fillTable() {
    if (!this.details.open || this.drawn === null) return;
    const { heads, rows } = this.drawn;
    const cell = (value) => (typeof value === "number" ? digits(value) : (value ?? ""));
    const head = make(
      "thead",
      {},
      make(
        "tr",
        {},
        heads.map((text) => make("th", { scope: "col" }, text)),
      ),
    );
    const line = (row) =>
      make(
        "tr",
        {},
        row.map((value, place) => make(place ? "td" : "th", place ? {} : { scope: "row" }, cell(value))),
      );
    const more =
      rows.length > MOST_ROWS
        ? [make("p", { class: "hint" }, `The first ${MOST_ROWS} of ${rows.length} rows; the file has all.`)]
        : [];
    this.table.replaceChildren(
      ...more,
      make("table", {}, [head, make("tbody", {}, rows.slice(0, MOST_ROWS).map(line))]),
    );
  }

  /** A button that saves the numbers as a file. */
  saver() {
    const button = make("button", { type: "button" }, "Save as CSV");
    button.addEventListener("click", () => {
      if (this.drawn === null) return;
      const field = (value) =>
        value === null || value === undefined
          ? ""
          : /[",\r\n]/.test(value)
            ? `"${String(value).replace(/"/g, '""')}"`
            : value;
      const lines = [this.drawn.heads, ...this.drawn.rows].map((row) => row.map(field).join(","));
      const link = make("a", {
        href: URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" })),
        download: `${this.figure.id}.csv`,
      });
      link.click();
      URL.revokeObjectURL(link.href);
    });
    return button;
  }
}

/** What every caption ends with. */
function origin() {
  const replicates = DATA.replicates === 1 ? "1 replicate" : `${DATA.replicates} replicates`;
  return `${replicates} per policy, seed ${DATA.seed}.`;
}

/** What all charts have. */
function common() {
  const { ink } = appearance();
  return {
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: "Helvetica Neue, Arial, Liberation Sans, sans-serif", color: ink, fontSize: 12 },
    tooltip: { confine: true, trigger: "item" },
  };
}

/** Whether three digits are all that a number has. */
function isRound(value) {
  return (
    Math.abs(Number(plain(value).replace(/,/g, "").replace("\u2212", "-")) - value) < 1e-9 * Math.abs(value)
  );
}

/** The numbers of an axis; its ends are named only where they are round. */
function axisLabel({ min, max }) {
  return {
    color: appearance().ink,
    hideOverlap: true,
    formatter: (value) => ((value === min || value === max) && !isRound(value) ? "" : plain(value)),
  };
}

/** An axis of values. */
function valueAxis(name, extra = {}) {
  const { faint, line } = appearance();
  return {
    type: "value",
    name,
    nameTextStyle: { color: faint, align: extra.nameAlign ?? "left" },
    scale: true,
    axisLabel: axisLabel(extra),
    axisLine: { lineStyle: { color: faint } },
    splitLine: { lineStyle: { color: line } },
    ...extra,
  };
}

/** An axis of time in years. */
function timeAxis(extra = {}) {
  const years = DATA.quarters.map(year);
  return valueAxis("", {
    min: Math.floor(years[0]),
    max: Math.ceil(years[years.length - 1] + 0.25),
    minInterval: 1,
    axisLabel: {
      color: appearance().ink,
      formatter: (value) => String(Math.round(value)),
      hideOverlap: true,
    },
    splitLine: { show: false },
    ...extra,
  });
}

/** Panels side by side, one a policy: how many columns, and where each stands. */
function panels(count, width, height, { above = 34, below = 30, left = 46, gap = 18 } = {}) {
  const most = width < 460 ? 1 : width < 760 ? 2 : width < 1100 || count % 4 > 0 ? 3 : 4;
  const columns = Math.max(1, Math.min(count, count === 4 && most === 3 ? 2 : most));
  const rows = Math.ceil(count / columns);
  const each = (width - gap * (columns - 1)) / columns;
  const place = (panel) => ({
    left: (panel % columns) * (each + gap) + left,
    top: Math.floor(panel / columns) * (height + above + below) + above,
    width: each - left - 6,
    height,
  });
  return {
    grids: Array.from({ length: count }, (_, panel) => place(panel)),
    height: rows * (height + above + below),
  };
}

/** The name of a policy above its panel. */
function panelTitle(policy, grid) {
  return {
    text: policy.name,
    left: grid.left,
    top: grid.top - 26,
    textStyle: {
      fontSize: 13,
      fontWeight: "bold",
      color: wordColour(policy),
      width: grid.width,
      overflow: "truncate",
    },
  };
}

/** Names right of a plot, each near the height of what it names; the width of the plot, its top and its height in pixels. */
function namesBeside(items, { width, top, height }) {
  const wanted = items.map(({ share }) => top + (1 - share) * height);
  const places = apart(wanted, 17, top, top + height);
  return items.map(({ policy, text }, item) => ({
    type: "text",
    silent: true,
    left: width + 8,
    top: places[item] - 7,
    style: {
      text,
      fill: wordColour(policy),
      font: "bold 12px Arial, sans-serif",
      width: 118,
      overflow: "truncate",
    },
  }));
}
