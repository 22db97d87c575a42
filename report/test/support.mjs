// What the tests share: articles, runs and pages made of them, and pages opened in Chromium. DOSSIER is the binary, CHROMIUM the browser.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const dossier = process.env.DOSSIER ?? "../target/release/dossier";
const folder = mkdtempSync(join(tmpdir(), "dossier-report-"));
let browser;

export const ARTICLES = [
  { id: "talks", title: "Kenya and Sudan", date: "2024-05-03", url: "https://example.org/talks", text: "🙂 Cafe\u0301 talks: Kenya accused Sudan of arming rebels on Friday. “Sudan attacked our soldiers,” Kenyan Foreign Minister Jo Bell said. Norway gave Kenya $20 million in aid." },
  { id: "visit", title: "A visit", date: "2024-06-11", text: "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin. France condemned Iran's attack on Israel. Norway praised France." },
];

export const HOSTILE = [
  {
    id: "</script><script>alert(1)</script>",
    title: "<video src=x onerror=alert(2)>",
    date: "2024-05-03",
    url: "javascript:alert(3)",
    text: "Kenya accused Sudan of arming <script>alert(4)</script> rebels. Norway thanked Chad </script><svg onload=alert(5)> on Monday. =cmd|' /C calc'!A0 Spain met Chad.",
  },
];

export const run = (...options) => execFileSync(dossier, options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
export const place = (name) => join(folder, name);

// The folder of a run of these articles.
export function extracted(name, articles, ...options) {
  const input = place(`${name}.jsonl`);
  writeFileSync(input, articles.map((a) => JSON.stringify(a)).join("\n"));
  run("extract", input, "--out", place(name), "--keep-text", "--quiet", ...options);
  return place(name);
}

export function reportOf(name, articles, ...options) {
  const out = extracted(name, articles);
  run("report", out, ...options);
  return join(out, "report.html");
}

// Opens a page once all of it is drawn, and notes errors, dialogs and requests.
export async function opened(file, hash = "", look = {}) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...look });
  const seen = { errors: [], requests: [] };
  page.on("console", (m) => m.type() === "error" && seen.errors.push(m.text()));
  page.on("pageerror", (e) => seen.errors.push(String(e)));
  page.on("request", (r) => seen.requests.push(r.url()));
  page.on("dialog", (d) => (seen.errors.push(`dialog: ${d.message()}`), d.dismiss()));
  await page.goto(`file://${file}${hash}`);
  await page.waitForSelector("main[data-complete]");
  return { page, seen };
}

export async function done() {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
}
