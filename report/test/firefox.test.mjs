// The report in Firefox, which is driven by WebDriver BiDi. FIREFOX names it; without it the test is skipped.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, test } from "node:test";
import puppeteer from "puppeteer-core";
import { ARTICLES, done, reportOf } from "./support.mjs";

const firefox = process.env.FIREFOX ?? ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find(existsSync);

after(done);

test("the report opens from disk in Firefox and filters", { skip: firefox ? false : "Firefox is not installed" }, async () => {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
  try {
    const page = await browser.newPage();
    const seen = { errors: [], requests: [] };
    page.on("pageerror", (e) => seen.errors.push(String(e)));
    page.on("console", (m) => m.type() === "error" && seen.errors.push(m.text()));
    page.on("request", (r) => seen.requests.push(r.url()));
    await page.goto(`file://${reportOf("firefox", ARTICLES)}`);
    await page.waitForSelector("main[data-complete]");
    for (const picture of ["#run dd", "#timeline svg .bar", "#matrix svg .cell", "#actors .spark", "#network svg .node", "#map svg .spot", "#statements q", "#amounts li", "#rows .virtual .row"]) {
      assert.ok(await page.$(picture), picture);
    }
    const rows = () => page.$eval("main", (main) => Number(main.dataset.rows));
    const all = await rows();
    await (await page.$('[data-pair="KEN-SDN"]')).click();
    await page.waitForFunction((before) => Number(document.getElementById("page").dataset.rows) < before, {}, all);
    const some = await rows();
    assert.ok(some > 0, `${some} of ${all}`);
    assert.match(page.url(), /source=KEN&target=SDN/);
    await page.waitForFunction((count) => document.querySelectorAll("#rows .virtual .row").length === count, {}, some);
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(seen.requests.filter((r) => !r.startsWith("file:")), []);
  } finally {
    await browser.close();
  }
});
