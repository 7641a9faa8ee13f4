// Numbers in words and scales.

/** Three digits, and commas between thousands. */
function digits(value) {
  if (value === null || !Number.isFinite(value)) return "no number";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-4) return value.toExponential(1);
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(size)));
  const [whole, fraction] = size.toFixed(Math.min(decimals, 9)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (value < 0 ? "\u2212" : "") + grouped + (fraction ? "." + fraction : "");
}

/** The same without noughts that say nothing, for axes and targets. */
function plain(value) {
  const text = digits(value);
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}

/** The number of a unit as it is shown: shares as per cent. */
function shown(value, unit) {
  if (value === null || !Number.isFinite(value)) return "no number";
  return unit === "share" ? digits(value * 100) + "\u00a0%" : digits(value);
}

/** A difference: shares in points, always with its sign. */
function difference(value, unit) {
  if (value === null || !Number.isFinite(value)) return "no number";
  const scaled = unit === "share" ? value * 100 : value;
  return (scaled > 0 ? "+" : "") + digits(scaled);
}

function unitOf(outcome) {
  return outcome.unit === "share" ? "%" : outcome.unit;
}

/** Values as an axis shows them. */
function scaled(value, unit) {
  return value === null ? null : unit === "share" ? value * 100 : value;
}

/** The finite numbers among some. */
function finite(values) {
  return values.filter((value) => value !== null && Number.isFinite(value));
}

/** The lowest and the highest of some numbers, a share of the distance apart from them; never of no width. */
function reach(values, room = 0.05) {
  const known = finite(values);
  if (known.length === 0) return [0, 1];
  let low = Infinity,
    high = -Infinity;
  for (const value of known) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const margin = high > low ? (high - low) * room : Math.abs(high) * 0.05 || 0.5;
  return [low - margin, high + margin];
}

/** The value below which a share of sorted numbers lies. */
function quantile(sorted, share) {
  if (sorted.length === 0) return null;
  const place = share * (sorted.length - 1),
    below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The nearest places to these, so far from each other and between two ends as far as there is room. */
function apart(wanted, distance, low, high) {
  const order = wanted.map((_, place) => place).sort((one, other) => wanted[one] - wanted[other]);
  const places = [];
  let free = low;
  for (const place of order) {
    places[place] = Math.max(wanted[place], free);
    free = places[place] + distance;
  }
  free = high;
  for (const place of order.reverse()) {
    places[place] = Math.min(places[place], free);
    free = places[place] - distance;
  }
  return places;
}

/** The 95 % interval of a share of runs (Wilson 1927). */
function wilson(met, runs) {
  if (runs === 0) return [0, 1];
  const z = 1.959963984540054,
    share = met / runs,
    weight = 1 + (z * z) / runs;
  const centre = (share + (z * z) / (2 * runs)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / runs + (z * z) / (4 * runs * runs));
  return [met === 0 ? 0 : centre - half, met === runs ? 1 : centre + half];
}

/** A quarter such as 2026q1 as a point in time, years. */
function year(quarter) {
  const [whole, number] = quarter.split("q").map(Number);
  return whole + (number - 1) / 4;
}

/** A text that can stand in markup. */
function escapeText(text) {
  const safe = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(text).replace(/[&<>"]/g, (letter) => safe[letter]);
}

/** A name of ours in words. */
function words(name) {
  return name.replaceAll("_", " ");
}

/** What an outcome is called in words; of the chosen mission its name goes without saying. */
function spoken(outcome) {
  const rest = outcome.name.slice(outcome.kind.length + 1);
  const isSaid = rest === "" || (outcome.mission === CHOICE.mission && rest === mission().name);
  return sentence(words(outcome.kind)) + (isSaid ? "" : `: ${rest}`);
}

/** Words as the beginning of a sentence. */
function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
