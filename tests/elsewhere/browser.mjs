// Opens reports in a real Chromium and says, as JSON, what is wrong with each: `node browser.mjs CHROMIUM SHOTS PAGE...`.
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { chromium } from "playwright-core";

const [chromiumPath, shots, ...pages] = process.argv.slice(2);
const AXE = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS });

/** What a figure shows, as text. */
const shown = (figure) =>
  figure.locator(".chart").evaluate((chart) => chart.innerHTML + chart.getAttribute("aria-label"));

/** Every choice of every figure has to change what the figure shows, and its numbers and its caption with it. */
async function checkFigures(page, complain) {
  const ids = await page.locator("#charts figure:visible").evaluateAll((all) => all.map((one) => one.id));
  let changed = 0;
  for (const id of ids) {
    const figure = page.locator(`#${id}`);
    const label = await figure.locator(".chart").getAttribute("aria-label");
    if (!label || label.length < 40) complain(`${id} says next to nothing to who can't see it: ${label}`);
    if (/NaN|undefined|null|Infinity/.test(label + (await figure.locator("figcaption").textContent())))
      complain(`${id} says ${label}`);
    await figure.locator("details > summary").click();
    await figure
      .locator("details tbody tr")
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => {});
    if ((await figure.locator("details tbody tr").count()) === 0) complain(`${id} has no numbers behind it`);
    if (/NaN|undefined|\bnull\b/.test(await figure.locator("details table").textContent()))
      complain(`the numbers behind ${id} are none`);
    // a choice may hide another one
    const names = await figure
      .locator("select:visible, input[type=range]:visible")
      .evaluateAll((all) => all.map((one) => one.id));
    for (const name of names) {
      const control = page.locator(`#${name}`),
        before = await shown(figure);
      if (!(await control.isVisible())) continue;
      if ((await control.getAttribute("type")) === "range") {
        await control.focus();
        await page.keyboard.press("Home");
      } else {
        const own = await control.inputValue();
        const other = (
          await control.locator("option").evaluateAll((all) => all.map((one) => one.value))
        ).filter((value) => value !== own);
        await control.selectOption(other[other.length - 1]);
      }
      if ((await shown(figure)) === before) complain(`${name} changes nothing`);
      changed += 1;
    }
    if (!(await figure.isVisible())) complain(`${id} is gone, with its choices`);
    await figure
      .locator("details > summary")
      .click({ timeout: 3000 })
      .catch(() => complain(`${id} can't be closed`));
  }
  return { figures: ids.length, changed };
}

/** Leaving a policy out has to show. */
async function checkPolicies(page, complain) {
  const boxes = page.locator("#choices input[type=checkbox]");
  if ((await boxes.count()) < 2) return;
  const figure = page.locator("#charts figure:visible").first();
  const before = await shown(figure);
  await boxes.last().focus();
  await page.keyboard.press("Space");
  if ((await shown(figure)) === before) complain("leaving out a policy changes nothing");
  for (const box of await boxes.all()) if (await box.isChecked()) await box.uncheck();
  for (const box of await boxes.all()) await box.check();
}

/** A table has to stand in the order of its numbers after a click on their head, and back to front after another one. */
async function checkTables(page, complain) {
  const closed = page.locator("#tables details > summary, .drawn details > summary");
  for (const summary of await closed.all()) await summary.click();
  for (const table of await page.locator("table.sortable").all()) {
    const name = await table.locator("caption").textContent();
    const first = await table.evaluate((one) => one.querySelector("td[data-value]")?.cellIndex);
    if (first === undefined) {
      complain(`no number stands in the table "${name}"`);
      continue;
    }
    const column = () =>
      table.evaluate((one, place) => {
        const cells = [...one.tBodies[0].rows].map((row) => row.cells[place].dataset.value);
        return cells.filter((value) => value !== undefined).map(Number);
      }, first);
    const button = table.locator("thead button").nth(first);
    await button.click();
    const down = await column();
    await button.click();
    const up = await column();
    const isSorted = (all) => all.every((one, place) => place === 0 || one >= all[place - 1]);
    if (!isSorted(down.toReversed())) complain(`the table "${name}" is not sorted downwards`);
    if (!isSorted(up)) complain(`the table "${name}" is not sorted upwards`);
  }
  const rows = () => page.locator("#table-outcomes tbody tr:visible").count();
  const all = await rows();
  await page.locator("input[data-filters]").fill("public_cost");
  const some = await rows();
  if (!(some > 0 && some < all)) complain(`the filter leaves ${some} of ${all} rows`);
  await page.locator("input[data-filters]").fill("");
}

async function check(path) {
  const complaints = [],
    complain = (text) => complaints.push(text);
  let counts = {};
  for (const [width, scheme] of [
    [1280, "light"],
    [1280, "dark"],
    [390, "light"],
    [390, "dark"],
  ]) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      offline: true,
    });
    const page = await context.newPage(),
      where = `${width} ${scheme}`;
    page.on(
      "console",
      (message) =>
        ["error", "warning"].includes(message.type()) && complain(`${where}: console: ${message.text()}`),
    );
    page.on("pageerror", (error) => complain(`${where}: ${error.message}`));
    page.on(
      "request",
      (request) =>
        /^(file|data|blob):/.test(request.url()) || complain(`${where}: asks for ${request.url()}`),
    );
    await page.goto(`file://${path}`);
    await page.waitForTimeout(200);
    await page.screenshot({
      path: `${shots}/${basename(dirname(path))}-${width}-${scheme}.png`,
      fullPage: true,
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) complain(`${where}: the page is ${wide} pixels wide`);
    await page.evaluate(AXE);
    const found = await page.evaluate(() => axe.run());
    for (const violation of found.violations.filter(({ impact }) =>
      ["serious", "critical"].includes(impact),
    )) {
      complain(
        `${where}: ${violation.id}: ${violation.help}: ${violation.nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 140))
          .join(" | ")}`,
      );
    }
    if (width === 1280 && scheme === "light") {
      counts = await checkFigures(page, complain);
      await checkPolicies(page, complain);
      await checkTables(page, complain);
      await page.emulateMedia({ media: "print" });
      if (await page.locator("#choices").isVisible()) complain("choices are printed");
    }
    await context.close();
  }
  return { page: basename(dirname(path)), ...counts, complaints };
}

const found = [];
for (const page of pages) found.push(await check(page));
console.log(JSON.stringify(found, null, 1));
await browser.close();
