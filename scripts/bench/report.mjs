#!/usr/bin/env node
// Measures how fast a report is: node scripts/bench/report.mjs REPORT.html [--runs 5]
//
// Prints one JSON object. `open_ms`: from the start until the page shows what is on the screen, and until all of it is drawn.
// `filter_ms`: the same from a change of the filter until its picture is on the screen; `views_ms`: what each part of the page took.
// Figures are medians, and depend on the machine and on what else it does. Needs `npm ci` in report/ and Chromium (CHROMIUM names it).
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = createRequire(new URL("../../report/package.json", import.meta.url))("playwright-core");

const [file, flag, count] = process.argv.slice(2);
if (!file || (flag && flag !== "--runs")) throw new Error("node scripts/bench/report.mjs REPORT.html [--runs 5]");
const runs = Number(count ?? 5);
// Filters that leave much, little and everything, and a search, which looks at texts.
const FILTERS = ["event=CONSULT", "country=USA", "quad=4", "negated=only", "text=security", ""];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const told = (values) => ({ median: Math.round(median(values)), most: Math.round(Math.max(...values)) });

// Runs in the page: sets the filter, and waits until what is on the screen and then all of it has been painted.
async function change(hash) {
  const main = document.getElementById("page");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const set = (name) =>
    new Promise((done) => {
      const observer = new MutationObserver(() => name in main.dataset && (observer.disconnect(), done()));
      observer.observe(main, { attributeFilter: [`data-${name}`] });
    });
  performance.clearMeasures();
  const [seen, all] = [set("drawn"), set("complete")];
  const start = performance.now();
  location.hash = hash;
  await seen.then(painted);
  const screen = performance.now() - start;
  await all.then(painted);
  const views = performance.getEntriesByType("measure").map(({ name, duration }) => [name, duration]);
  return { screen, page: performance.now() - start, views };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const opened = { screen: [], page: [] };
const filtered = { screen: [], page: [] };
const views = {};
for (let run = 0; run < runs; run++) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const start = performance.now();
  await page.goto(pathToFileURL(resolve(file)).href, { timeout: 120_000 });
  await page.waitForSelector("main[data-drawn]", { timeout: 120_000 });
  opened.screen.push(performance.now() - start);
  await page.waitForSelector("main[data-complete]", { timeout: 120_000 });
  opened.page.push(performance.now() - start);
  for (const filter of FILTERS) {
    const { screen, page: all, views: parts } = await page.evaluate(change, filter);
    filtered.screen.push(screen);
    filtered.page.push(all);
    for (const [name, duration] of parts) (views[name] ??= []).push(duration);
  }
  await page.close();
}
await browser.close();
console.log(
  JSON.stringify(
    {
      megabytes: Number((statSync(file).size / 1e6).toFixed(1)),
      open_ms: { screen: told(opened.screen), page: told(opened.page) },
      filter_ms: { screen: told(filtered.screen), page: told(filtered.page) },
      views_ms: Object.fromEntries(Object.entries(views).map(([name, values]) => [name, told(values)])),
    },
    null,
    2,
  ),
);
