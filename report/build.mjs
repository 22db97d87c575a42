// Puts script and styles of each page into one file in ../data/report/, which is compiled into the binary.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const PAGES = [
  { name: "report", entry: "src/main.ts", title: "dossier: who did what to whom", styles: ["src/style.css"] },
  { name: "compare", entry: "src/compare/main.ts", title: "dossier: what changed", styles: ["src/style.css", "src/compare/style.css"] },
  { name: "explain", entry: "src/explain/main.ts", title: "dossier: how it is read", styles: ["src/style.css", "src/explain/style.css"] },
];

const frame = readFileSync("src/page.html", "utf8");
const put = (text, place, what) => text.split(place).join(what);

for (const { name, entry, title, styles } of PAGES) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    write: false,
    legalComments: "inline",
  });
  const style = styles.map((file) => readFileSync(file, "utf8").replace(/\n\s*/g, "\n")).join("");
  // A script must not end early, whatever it holds.
  const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
  const page = put(put(frame, "REPORT_TITLE", title), "REPORT_STYLE", style);
  writeFileSync(`../data/report/${name}.html`, put(page, "REPORT_SCRIPT", script));
}
