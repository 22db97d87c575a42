// Draws docs/report.png, the picture at the top of the README: node picture.mjs REPORT.html PICTURE.png
import { chromium } from "playwright-core";

const [report, picture] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
await page.goto(`file://${report}`);
await page.waitForSelector("main[data-complete]");
await page.locator("#matrix").scrollIntoViewIfNeeded();
await page.evaluate(() => scrollTo(0, document.getElementById("timeline").offsetTop - 120));
await page.screenshot({ path: picture });
await browser.close();
