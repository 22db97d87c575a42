// The report in a real browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { ARTICLES, HOSTILE, done, opened, reportOf } from "./support.mjs";

let plain;
let hostile;

before(() => {
  plain = reportOf("plain", ARTICLES);
  hostile = reportOf("hostile", HOSTILE);
});

after(done);

test("every picture is there, and nothing leaves the page", async () => {
  const { page, seen } = await opened(plain);
  for (const id of ["run", "timeline", "matrix", "actors", "network", "map", "statements", "amounts", "rows"]) {
    assert.ok(await page.locator(`#${id}`).isVisible(), id);
  }
  for (const picture of ["#timeline svg .bar", "#matrix svg .cell", "#network svg .node", "#map svg .spot", "#actors .spark"]) {
    assert.ok((await page.locator(picture).count()) > 0, picture);
  }
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.requests.filter((r) => !r.startsWith("file:")), []);
});

test("a cell filters rows, and the filter stands in the address", async () => {
  const { page } = await opened(plain);
  const all = Number(await page.getAttribute("main", "data-rows"));
  await page.locator('[data-pair="KEN-SDN"]').click();
  const some = Number(await page.getAttribute("main", "data-rows"));
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.match(page.url(), /source=KEN&target=SDN/);
  const again = await opened(plain, new URL(page.url()).hash);
  assert.equal(Number(await again.page.getAttribute("main", "data-rows")), some);
  await page.getByText("Show everything").click();
  assert.equal(Number(await page.getAttribute("main", "data-rows")), all);
});

test("parts that are off the screen follow the filter", async () => {
  const { page } = await opened(plain);
  const nodes = () => page.locator("#network .node").count();
  const all = await nodes();
  await page.evaluate(() => (location.hash = "event=CONSULT"));
  await page.waitForFunction((before) => document.querySelectorAll("#network .node").length < before, all);
  await page.evaluate(() => ((location.hash = "event=ACCUSE"), (location.hash = "")));
  await page.waitForFunction((before) => document.querySelectorAll("#network .node").length === before, all);
});

test("a row opens its article with the right words underlined", async () => {
  const { page } = await opened(plain, "#event=ACCUSE&source=KEN");
  await page.locator(".virtual .row").first().click();
  const text = (of) => page.locator(`#article .${of}`).allInnerTexts().then((parts) => parts.join(""));
  assert.equal(await text("source"), "Kenya");
  assert.equal(await text("trigger"), "accused");
  assert.equal(await text("target"), "Sudan");
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#article").isHidden());
});

test("what is saved is what is shown", async () => {
  const { page } = await opened(plain, "#country=NOR");
  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator("#save-rows").click()]);
  const lines = readFileSync(await saved.path(), "utf8").trim().split("\n");
  assert.equal(lines.length - 1, Number(await page.getAttribute("main", "data-rows")));
  assert.ok(lines.slice(1).every((line) => line.includes("NOR")));
  const [drawn] = await Promise.all([page.waitForEvent("download"), page.locator("#timeline .save").click()]);
  assert.match(readFileSync(await drawn.path(), "utf8"), /^<svg/);
});

test("search, keyboard and menus filter", async () => {
  const { page } = await opened(plain);
  await page.keyboard.press("/");
  await page.keyboard.type("berlin");
  await page.waitForFunction(() => location.hash.includes("text=berlin"));
  assert.ok((await page.locator(".virtual .row").count()) > 0);
  await page.getByText("Show everything").click();
  await page.locator("#matrix .cell").first().focus();
  await page.keyboard.press("Enter");
  assert.match(page.url(), /source=/);
  await page.getByText("Show everything").click();
  await page.locator(".drop summary").first().click();
  await page.locator(".drop .menu input").first().check();
  assert.match(page.url(), /event=/);
});

test("no text of an article runs", async () => {
  const { page, seen } = await opened(hostile);
  await page.locator(".virtual .row").first().click();
  await page.waitForTimeout(200);
  assert.deepEqual(seen.errors, []);
  assert.equal(await page.locator("#article video, #article img, #article script, #article .text svg").count(), 0);
  assert.equal(await page.locator('#article a[href^="javascript"]').count(), 0);
  assert.ok((await page.locator("#article").innerText()).includes("<video src=x onerror=alert(2)>"));
});

test("rows that are not listed are counted", async () => {
  const few = reportOf("few", ARTICLES, "--rows", "3");
  const [all, some] = [await opened(plain), await opened(few)];
  const counted = (page) => page.getAttribute("main", "data-rows").then(Number);
  assert.equal(await counted(some.page), await counted(all.page));
  const listed = await some.page.locator(".virtual .row").count();
  assert.ok(listed > 0 && listed <= 3, `${listed} rows`);
  assert.match(await some.page.locator("#rows .note").textContent(), /are counted above, but not listed/);
  assert.match(await some.page.locator("#run").textContent(), /Counted, not listed/);
  const bars = (page) => page.locator("#timeline .bar").evaluateAll((found) => found.map((bar) => bar.getAttribute("aria-label")));
  assert.deepEqual(await bars(some.page), await bars(all.page));
});

test("texts can be left out", async () => {
  const bare = reportOf("bare", ARTICLES, "--no-text");
  const { page } = await opened(bare, "#event=ACCUSE");
  await page.locator(".virtual .row").first().click();
  const text = await page.locator("#article .text").innerText();
  assert.ok(text.includes("Kenya accused Sudan") && !text.includes("Norway gave"), text);
});
