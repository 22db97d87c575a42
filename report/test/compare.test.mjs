// What changed between two runs, in a real browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ARTICLES, HOSTILE, done, extracted, opened, run } from "./support.mjs";

let file;

before(() => {
  const earlier = extracted("earlier", [...ARTICLES, { id: "old", text: "Chad thanked Spain." }]);
  const later = extracted("later", [...ARTICLES, ...HOSTILE], "--events", "rules");
  run("report", later, "--compare", earlier);
  file = join(later, "compare.html");
});

after(done);

test("every part is there, and nothing leaves the page", async () => {
  const { page, seen } = await opened(file);
  for (const id of ["runs", "classes", "rows", "entities"]) assert.ok(await page.locator(`#${id}`).isVisible(), id);
  assert.match(await page.locator("#runs").innerText(), /both from 0[\s\S]*rules from 0/);
  assert.ok((await page.locator('.change[data-kind="came_with_article"]').count()) > 0);
  assert.ok((await page.locator('.change[data-kind="went_with_article"] blockquote').first().textContent()).includes("Chad thanked Spain."));
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.requests.filter((r) => !r.startsWith("file:")), []);
});

test("kind of change and class of event filter, and stand in the address", async () => {
  const { page } = await opened(file);
  const rows = () => page.getAttribute("main", "data-rows").then(Number);
  const all = await rows();
  await page.locator('.kinds [data-kind="went_with_article"]').click();
  const went = await rows();
  assert.ok(went > 0 && went < all, `${went} of ${all}`);
  assert.equal(await page.locator(".change").count(), went);
  await page.getByText("Show everything").click();
  await page.locator('#classes [data-event="ACCUSE"]').click();
  assert.match(page.url(), /event=ACCUSE/);
  const again = await opened(file, new URL(page.url()).hash);
  assert.equal(Number(await again.page.getAttribute("main", "data-rows")), await rows());
  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator("#save-rows").click()]);
  assert.equal(readFileSync(await saved.path(), "utf8").trim().split("\n").length - 1, await rows());
});

test("no text of an article runs", async () => {
  const { page, seen } = await opened(file);
  await page.waitForTimeout(200);
  assert.equal(await page.locator(".changes video, .changes script, .changes svg, .changes a[href^='javascript']").count(), 0);
  assert.ok((await page.locator(".changes").textContent()).includes("<video src=x onerror=alert(2)>"));
  assert.deepEqual(seen.errors, []);
});
