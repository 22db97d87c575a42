// Saves what is seen: rows as CSV, pictures as SVG or PNG.

import type { Run } from "./data";

export function offer(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A cell of a CSV file (RFC 4180); what a spreadsheet would run as a formula gets an apostrophe.
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const COLUMNS = [
  "relation_id", "article_id", "day", "source", "source_country", "source_sector", "relation", "event", "cameo", "target", "target_country",
  "target_sector", "negated", "modality", "said_by", "place", "confidence", "rule", "evidence",
];

export function csv(run: Run, rows: number[]): string {
  const r = run.data.rows;
  const lines = rows.map((i) => {
    const [s, t] = [run.side(i, "source"), run.side(i, "target")];
    return [
      r.id[i], run.data.articles.id[r.article[i]], run.day(i), s.text, s.country, s.sector, run.string(r.relation[i]), run.string(r.event[i]),
      run.string(r.cameo[i]), t.text, t.country, t.sector, r.negated[i] ? "true" : "false", run.string(r.modality[i]), run.string(r.said_by[i]),
      run.name(r.place[i]), String(r.confidence[i] / 1000), run.string(r.rule[i]), run.evidence(i),
    ].map(cell).join(",");
  });
  return [COLUMNS.join(","), ...lines].join("\n") + "\n";
}

// An SVG picture as a file of its own: with the styles that it has here.
export function picture(drawn: SVGSVGElement, name: string): void {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const from = [drawn, ...drawn.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const property of ["fill", "stroke", "stroke-width", "font-size", "font-family", "opacity"]) {
      (to[i] as SVGElement).style.setProperty(property, style.getPropertyValue(property));
    }
  });
  offer(name, new Blob([copy.outerHTML], { type: "image/svg+xml" }));
}

export function painting(canvas: HTMLCanvasElement, name: string): void {
  canvas.toBlob((blob) => blob && offer(name, blob), "image/png");
}
