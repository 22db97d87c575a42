// An explanation, in a real browser.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { done, opened, place, run } from "./support.mjs";

after(done);

function explained(name, text) {
  run("explain", "--html", "--to", place(name), text);
  return place(name);
}

test("trees, mentions, rows and near misses are there for every sentence, and nothing leaves the page", async () => {
  const { page, seen } = await opened(explained("two.html", "Kenya accused Sudan of arming 🙂 rebels. Norway did not thank Chad, and the ships returned to the sea."));
  assert.equal(await page.locator("#trees svg.tree").count(), 2);
  assert.equal(await page.locator("#trees .word").count(), await page.locator("#trees tbody tr").count());
  assert.deepEqual(await page.locator("#text mark.location").allInnerTexts(), ["Kenya", "Sudan", "Norway", "Chad"]);
  assert.match(await page.locator("#rows tbody").textContent(), /ACCUSE/);
  assert.ok((await page.locator("#misses tbody tr").count()) > 0);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.requests.filter((r) => !r.startsWith("file:")), []);
});

test("a chosen row's words are marked in the tree", async () => {
  const { page } = await opened(explained("one.html", "🙂 Kenya accused Sudan of arming rebels. France praised Chad."));
  const row = page.locator("#rows tbody tr", { hasText: "praises" });
  await row.getByRole("button").click();
  const marked = (side) => page.locator(`.word.${side} .form`).allTextContents();
  assert.deepEqual([await marked("source"), await marked("trigger"), await marked("target")], [["France"], ["praised"], ["Chad"]]);
});

test("no text runs as a script", async () => {
  const { page, seen } = await opened(explained("hostile.html", "Kenya accused </script><script>alert(1)</script> Sudan <svg onload=alert(2)> of arming <img src=x onerror=alert(3)> rebels."));
  await page.waitForTimeout(200);
  assert.deepEqual(seen.errors, []);
  assert.equal(await page.locator("main script, main img, svg[onload]").count(), 0);
  assert.ok((await page.locator("#text").textContent()).includes("<svg onload=alert(2)>"));
});

test("a text without words that act is drawn as well", async () => {
  const { page, seen } = await opened(explained("none.html", "Rain."));
  assert.match(await page.locator("#rows").textContent(), /no row/);
  assert.deepEqual(seen.errors, []);
});
