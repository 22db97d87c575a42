// Puts script and styles into one page, ../data/report/report.html, which is compiled into the binary.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const { outputFiles } = await build({
  entryPoints: ["src/main.ts"],
  bundle: true,
  format: "iife",
  target: "es2022",
  minify: true,
  write: false,
  legalComments: "inline",
});
const page = readFileSync("src/page.html", "utf8");
const style = readFileSync("src/style.css", "utf8").replace(/\n\s*/g, "\n");
// A script must not end early, whatever it holds.
const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
const put = (text, place, what) => text.split(place).join(what);
writeFileSync("../data/report/report.html", put(put(page, "REPORT_STYLE", style), "REPORT_SCRIPT", script));
