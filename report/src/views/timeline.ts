// What was done when, stacked by kind of act.

import { el, number, svg } from "../dom";
import { QUADS, type Unit } from "../data";
import { choosing, saving, section } from "./parts";
import type { Page, View } from "./view";

// From the axis up: cooperation, then statements, then conflict.
const ORDER = [2, 1, 0, 3, 4];
const [WIDTH, HEIGHT, LEFT, BELOW] = [960, 220, 44, 28];

export function timeline(): View {
  const holder = el("div", { class: "picture" });
  const legend = el("div", { class: "legend" });
  const element = section("timeline", "When", "Events and their kinds.", legend, holder, saving(holder, "timeline"));
  const remark = element.querySelector("header p")!;
  const draw = (page: Page, rows: number[]) => {
    const { run, filter } = page;
    const { event, quad } = run.data.rows;
    const sums = new Map<string, number[]>();
    const counts = run.periods.map(() => [0, 0, 0, 0, 0]);
    let undated = 0;
    for (const i of rows) {
      if (event[i] < 0 || quad[i] < 0) continue;
      const period = run.periodOf[i];
      if (period < 0) undated += 1;
      else counts[period][quad[i]] += 1;
    }
    counts.forEach((own, period) => own.some(Boolean) && sums.set(run.periods[period], own));
    const told = telling([...sums.keys()].sort(), sums, run.unit);
    const far = [...sums].filter(([period]) => !told.includes(period)).reduce((all, [, own]) => all + total(own), 0);
    legend.replaceChildren(
      ...ORDER.map((q) =>
        el("button", { type: "button", class: "choice", "aria-pressed": String(filter.quad.includes(String(q))), click: () => page.toggle("quad", String(q)) }, el("span", { class: `swatch quad-${q}` }), QUADS[q]),
      ),
      ...(far ? [el("span", { class: "note" }, `${number(far)} events of long before or after`)] : []),
      ...(undated ? [el("span", { class: "note" }, `${number(undated)} events without a date`)] : []),
    );
    remark.textContent = `Events by ${run.unit} and kind. Choose a bar to see its rows, a kind to see that kind alone.`;
    const periods = between(told, run.unit);
    if (!periods.length) {
      holder.replaceChildren(el("p", { class: "nothing" }, "No dated event is shown."));
      return;
    }
    const most = Math.max(...told.map((period) => total(sums.get(period)!)));
    const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "wide", role: "group", "aria-label": `Events by ${run.unit}` });
    const width = (WIDTH - LEFT) / periods.length;
    const scale = (HEIGHT - BELOW - 10) / most;
    for (const value of ticks(most)) {
      const y = HEIGHT - BELOW - value * scale;
      drawn.append(svg("line", { x1: LEFT, x2: WIDTH, y1: y, y2: y, class: "rule" }), svg("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end", class: "label" }, number(value)));
    }
    const every = Math.ceil(periods.length / 12);
    periods.forEach((period, i) => {
      const x = LEFT + i * width;
      // The last label would stand half outside.
      const [at, anchor] = x + width / 2 > WIDTH - 30 ? [WIDTH, "end"] : [x + width / 2, "middle"];
      if (i % every === 0) drawn.append(svg("text", { x: at, y: HEIGHT - 8, "text-anchor": anchor, class: "label" }, period));
      const values = sums.get(period);
      if (!values) return;
      const words = `${period}: ${number(total(values))} events (${ORDER.filter((q) => values[q]).map((q) => `${values[q]} ${QUADS[q]}`).join(", ")})`;
      const choose = () => page.toggle("when", period);
      const bar = svg("g", { class: filter.when.includes(period) ? "bar chosen" : "bar", "data-period": period, ...choosing(words, choose) }, svg("title", {}, words));
      let y = HEIGHT - BELOW;
      for (const q of ORDER) {
        const height = values[q] * scale;
        y -= height;
        if (height) bar.append(svg("rect", { x: (x + 1).toFixed(2), y: y.toFixed(2), width: Math.max(1, Math.min(width - 2, 60)).toFixed(2), height: height.toFixed(2), class: `quad-${q}` }));
      }
      drawn.append(bar);
    });
    holder.replaceChildren(drawn);
  };
  return { element, draw };
}

function total(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

// What is drawn of periods in order: a few events of long before or after would press all others together.
const FEW = 0.01;
const LONG = 120;
const DAYS: Record<Unit, number> = { day: 1, week: 7, month: 30 };

function telling(periods: string[], sums: Map<string, number[]>, unit: Unit): string[] {
  const [first, last] = [periods[0], periods[periods.length - 1]].map((period) => Date.parse((period ?? "2000").padEnd(10, "-01")));
  if ((last - first) / 86_400_000 <= LONG * DAYS[unit]) return periods;
  const few = FEW * periods.reduce((all, period) => all + total(sums.get(period)!), 0);
  const inside = (ordered: string[]) => {
    let passed = 0;
    const from = ordered.findIndex((period) => (passed += total(sums.get(period)!)) > few);
    return ordered.slice(Math.max(0, from));
  };
  return inside(inside(periods).reverse()).reverse();
}

// All periods from the first to the last; where these are too many to draw, those that hold something.
function between(periods: string[], unit: Unit): string[] {
  if (periods.length < 2) return periods;
  const out: string[] = [];
  const date = new Date(`${periods[0].padEnd(10, "-01")}T00:00:00Z`);
  const last = periods[periods.length - 1];
  for (;;) {
    const name = date.toISOString().slice(0, unit === "month" ? 7 : 10);
    out.push(name);
    if (name >= last) return out;
    if (out.length > 360) return periods;
    if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCDate(date.getUTCDate() + (unit === "week" ? 7 : 1));
  }
}

function ticks(most: number): number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = Math.max(1, [1, 2, 5, 10].map((f) => f * power).find((s) => s >= rough) ?? power);
  const out: number[] = [];
  for (let value = 0; value <= most; value += step) out.push(value);
  return out;
}
