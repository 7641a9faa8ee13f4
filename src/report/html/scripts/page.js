"use strict";
// The page itself: its numbers, its appearance, its tables.

const DATA = JSON.parse(document.getElementById("data").textContent);

/** Makes an element with attributes and children, which are elements or texts. */
function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of [].concat(children)) element.append(child);
  return element;
}

/** What the figures have to know of the appearance. */
function appearance() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    ink: of("--ink"),
    faint: of("--faint"),
    line: of("--line"),
    paper: of("--paper"),
    isDark: isDark(),
  };
}

function isDark() {
  return document.documentElement.dataset.appearance === "dark";
}

/** Takes the appearance that the reader's system asks for, until the reader says otherwise. */
function followAppearance(onChange) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("appearance");
  const show = (dark) => {
    document.documentElement.dataset.appearance = dark ? "dark" : "light";
    button.textContent = dark ? "Light" : "Dark";
    onChange();
  };
  let chosen = false,
    printed = null;
  system.addEventListener("change", () => chosen || show(system.matches));
  button.addEventListener("click", () => {
    chosen = true;
    show(!isDark());
  });
  // paper is white, and narrower than a screen
  addEventListener("beforeprint", () => {
    printed = isDark();
    document.body.style.width = "700px";
    show(false);
  });
  addEventListener("afterprint", () => {
    document.body.style.width = "";
    show(printed);
  });
  show(system.matches);
}

/** Lets a table be sorted by the heads of its columns. */
function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      const rows = [...table.tBodies[0].rows];
      const keyed = rows.map((row) => {
        const cell = row.cells[column];
        return {
          row,
          number: cell.dataset.value === undefined ? null : Number(cell.dataset.value),
          text: cell.textContent,
        };
      });
      const isNumber = keyed.some((one) => one.number !== null);
      // numbers first from the greatest, words from A
      const before = head.getAttribute("aria-sort"),
        isUp = before ? before === "descending" : !isNumber,
        direction = isUp ? 1 : -1;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
      keyed.sort((one, other) => {
        if (!isNumber) return direction * one.text.localeCompare(other.text);
        // what has no number stands last, whichever way
        if (one.number === null || other.number === null)
          return (one.number === null) - (other.number === null);
        return direction * (one.number - other.number);
      });
      table.tBodies[0].append(...keyed.map((one) => one.row));
    });
  });
}

/** Shows only the rows of a table that have a word. */
function makeFilter(input) {
  const table = document.getElementById(`table-${input.dataset.filters}`);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of table.tBodies[0].rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
}
