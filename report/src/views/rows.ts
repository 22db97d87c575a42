// The rows in view: only those on the screen are drawn.

import { el, number } from "../dom";
import { csv, offer } from "../save";
import { section } from "./parts";
import type { Page, View } from "./view";

const HEIGHT = 34;

type Key = "day" | "source" | "relation" | "target" | "confidence";
const HEADS: [Key, string][] = [["day", "day"], ["source", "who"], ["relation", "does"], ["target", "to whom"], ["confidence", "sure"]];

export function table(): View {
  const count = el("p", { class: "note", role: "status" });
  const body = el("div", { class: "virtual", tabindex: 0, role: "grid", "aria-label": "Rows" });
  const space = el("div");
  body.append(space);
  let page: Page;
  let found: number[] = [];
  let shown: number[] = [];
  let sort: { key: Key; down: boolean } = { key: "day", down: false };
  const orders = new Map<Key, Uint32Array>();
  // The list's own height and place, as they were last heard of: to ask the browser would make it lay out the page.
  let [height, scrolled] = [480, 0];
  new ResizeObserver(() => {
    height = body.clientHeight || height;
    if (page) paint();
  }).observe(body);
  const heads = el("div", { class: "row heads", role: "row" });
  const save = el("button", { type: "button", class: "save", id: "save-rows", click: () => offer("rows.csv", new Blob([csv(page.run, shown)], { type: "text/csv" })) }, "Save these rows (CSV)");
  const element = section("rows", "The rows", "Each opens its article beside it.", el("div", { class: "bar-of-table" }, count, save), heads, body);

  const value = (row: number, key: Key): string | number => {
    const { run } = page;
    if (key === "day") return run.day(row);
    if (key === "confidence") return run.data.rows.confidence[row];
    if (key === "relation") return run.string(run.data.rows.relation[row]);
    return run.shown(row, key).toLowerCase();
  };

  const paint = () => {
    const { run } = page;
    const first = Math.max(0, Math.floor(scrolled / HEIGHT) - 4);
    const last = Math.min(shown.length, first + Math.ceil(height / HEIGHT) + 8);
    const lines: HTMLElement[] = [];
    for (let at = first; at < last; at++) {
      const row = shown[at];
      const r = run.data.rows;
      const marks = [r.negated[row] ? "not" : "", run.string(r.modality[row]) === "asserted" ? "" : run.string(r.modality[row])].filter(Boolean).join(" ");
      lines.push(
        el(
          "button",
          { type: "button", class: "row", role: "row", style: `top:${at * HEIGHT}px`, "data-row": r.id[row], click: () => page.open(row) },
          el("span", { role: "gridcell" }, run.day(row)),
          el("span", { role: "gridcell" }, run.shown(row, "source") || "–"),
          el("span", { role: "gridcell", class: `does quad-text-${r.quad[row]}` }, marks ? el("em", {}, `${marks} `) : null, run.string(r.relation[row]).replaceAll("_", " ")),
          el("span", { role: "gridcell" }, run.shown(row, "target") || "–"),
          el("span", { role: "gridcell", class: "count" }, `${Math.round(r.confidence[row] / 10)}%`),
        ),
      );
    }
    space.style.height = `${shown.length * HEIGHT}px`;
    space.replaceChildren(...lines);
  };
  body.addEventListener("scroll", () => {
    scrolled = body.scrollTop;
    requestAnimationFrame(paint);
  });
  const toTop = () => {
    if (scrolled) body.scrollTop = 0;
    scrolled = 0;
  };

  // All rows in the order of a column. It is sorted once, and what a filter finds is picked out of it.
  const ordered = (key: Key): Uint32Array => {
    const known = orders.get(key);
    if (known) return known;
    const values = Array.from({ length: page.run.count }, (_, row) => value(row, key));
    const ranks = new Map([...new Set(values)].sort((a, b) => (a < b ? -1 : 1)).map((one, rank) => [one, rank]));
    // Rank and row in one number: numbers are sorted without a call for each pair.
    const ranked = Float64Array.from(values, (one, row) => ranks.get(one)! * values.length + row).sort();
    const order = Uint32Array.from(ranked, (both) => both % values.length);
    orders.set(key, order);
    return order;
  };

  const order = () => {
    const wanted = new Uint8Array(page.run.count);
    for (const row of found) wanted[row] = Number(page.run.isListed(row));
    shown = Array.from(ordered(sort.key).filter((row) => wanted[row]));
    if (sort.down) shown.reverse();
  };

  const head = () =>
    heads.replaceChildren(
      ...HEADS.map(([key, title]) => {
        const turned = sort.key === key;
        const mark = turned ? (sort.down ? " ↓" : " ↑") : "";
        const choose = () => {
          sort = { key, down: turned ? !sort.down : key === "confidence" };
          order();
          head();
          toTop();
          paint();
        };
        return el("button", { type: "button", role: "columnheader", "aria-sort": turned ? (sort.down ? "descending" : "ascending") : "none", click: choose }, title + mark);
      }),
    );

  const draw = (now: Page, rows: number[]) => {
    page = now;
    found = rows;
    order();
    head();
    const unlisted = rows.length - shown.length;
    count.textContent = `${number(shown.length)} rows${unlisted ? `; ${number(unlisted)} less sure ones are counted above, but not listed` : ""}`;
    toTop();
    paint();
  };
  return { element, draw };
}
