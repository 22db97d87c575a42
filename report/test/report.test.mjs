// The page in a real browser: DOSSIER is the binary, CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const dossier = process.env.DOSSIER ?? "../target/release/dossier";
const folder = mkdtempSync(join(tmpdir(), "dossier-report-"));
let browser;

function reportOf(name, articles, ...options) {
  const [input, out] = [join(folder, `${name}.jsonl`), join(folder, name)];
  writeFileSync(input, articles.map((a) => JSON.stringify(a)).join("\n"));
  execFileSync(dossier, ["extract", input, "--out", out, "--keep-text", "--quiet"]);
  execFileSync(dossier, ["report", out, ...options]);
  return join(out, "report.html");
}

async function opened(file, hash = "") {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const seen = { errors: [], requests: [] };
  page.on("console", (m) => m.type() === "error" && seen.errors.push(m.text()));
  page.on("pageerror", (e) => seen.errors.push(String(e)));
  page.on("request", (r) => seen.requests.push(r.url()));
  page.on("dialog", (d) => (seen.errors.push(`dialog: ${d.message()}`), d.dismiss()));
  await page.goto(`file://${file}${hash}`);
  await page.waitForSelector("main[data-complete]");
  return { page, seen };
}

const ARTICLES = [
  { id: "talks", title: "Kenya and Sudan", date: "2024-05-03", url: "https://example.org/talks", text: "🙂 Cafe\u0301 talks: Kenya accused Sudan of arming rebels on Friday. “Sudan attacked our soldiers,” Kenyan Foreign Minister Jo Bell said. Norway gave Kenya $20 million in aid." },
  { id: "visit", title: "A visit", date: "2024-06-11", text: "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin. France condemned Iran's attack on Israel. Norway praised France." },
];

const HOSTILE = [
  {
    id: "</script><script>alert(1)</script>",
    title: "<video src=x onerror=alert(2)>",
    date: "2024-05-03",
    url: "javascript:alert(3)",
    text: "Kenya accused Sudan of arming <script>alert(4)</script> rebels. Norway thanked Chad </script><svg onload=alert(5)> on Monday. =cmd|' /C calc'!A0 Spain met Chad.",
  },
];

let plain;
let hostile;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  plain = reportOf("plain", ARTICLES);
  hostile = reportOf("hostile", HOSTILE);
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

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
  assert.match(await some.page.locator("#rows .note").innerText(), /are counted above, but not listed/);
  assert.match(await some.page.locator("#run").innerText(), /Counted, not listed/);
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
