// Sums of money, percentages and counts: the largest, and what they measure.

import { el, number } from "../dom";
import { section } from "./parts";
import type { Page, View } from "./view";

const SHOWN = 10;
const MONEY = "MONEY";

export function amounts(): View {
  const sums = el("div", { class: "legend" });
  const lists = el("div", { class: "columns" });
  const element = section("amounts", "How much", "Amounts that events in view name, the largest first. Sums count every mention: look before you add.", sums, lists);
  const draw = (page: Page, rows: number[]) => {
    const { run } = page;
    const a = run.data.amounts;
    const tied = new Map<number, number>();
    for (const i of rows) if (run.data.rows.amount[i] >= 0) tied.set(run.data.rows.amount[i], i);
    const money = new Map<string, { n: number; sum: number }>();
    for (const amount of tied.keys()) {
      if (run.string(a.kind[amount]) !== MONEY) continue;
      const own = money.get(run.string(a.unit[amount]) || "?") ?? { n: 0, sum: 0 };
      own.n += 1;
      own.sum += a.value[amount];
      money.set(run.string(a.unit[amount]) || "?", own);
    }
    const told = [...money].sort((x, y) => y[1].sum - x[1].sum).slice(0, 8);
    sums.replaceChildren(...told.map(([unit, { n, sum }]) => el("span", { class: "note" }, `${unit} ${short(sum)} in ${number(n)} amounts`)));
    const column = (title: string, kinds: string[]) => {
      const own = [...tied].filter(([amount]) => kinds.includes(run.string(a.kind[amount]))).sort((x, y) => a.value[y[0]] - a.value[x[0]]).slice(0, SHOWN);
      const items = own.map(([amount, row]) => {
        const own = run.string(a.of[amount]);
        const of = own && `${kinds.includes("QUANTITY") ? "" : "of "}${own}`;
        const doing = `${run.shown(row, "source") || "somebody"} ${run.string(run.data.rows.relation[row]).replaceAll("_", " ")} ${run.shown(row, "target")}`;
        return el("li", {}, el("button", { type: "button", class: "choice", click: () => page.open(row) }, el("span", { class: "name" }, run.string(a.text[amount]) + (of ? ` ${of}` : ""))), el("span", { class: "note" }, doing));
      });
      return el("div", {}, el("h3", {}, title), items.length ? el("ol", { class: "ranked" }, ...items) : el("p", { class: "nothing" }, "none"));
    };
    lists.replaceChildren(column("Money", [MONEY]), column("Percentages", ["PERCENT"]), column("Counts and measures", ["QUANTITY"]));
  };
  return { element, draw };
}

function short(value: number): string {
  for (const [power, name] of [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]] as const) {
    if (value >= power) return `${(value / power).toFixed(1)} ${name}`;
  }
  return number(Math.round(value));
}
