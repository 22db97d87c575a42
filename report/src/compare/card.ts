// The two runs: how much each has, and in what they were set up differently.

import { el, number } from "../dom";
import { section } from "../views/parts";
import type { Comparison, Pair } from "./data";

export function card(data: Comparison): HTMLElement {
  const rows: Pair<number> = [0, 1].map((which) => data.classes.reduce((sum, one) => sum + one.runs[which], 0)) as Pair<number>;
  const heads = el("tr", {}, el("td"), el("th", { scope: "col" }, "before"), el("th", { scope: "col" }, "after"), el("th", { scope: "col" }, "difference"));
  const counts = [...data.counts, { of: "rows", runs: rows }].map(({ of, runs }) =>
    el("tr", {}, el("th", { scope: "row" }, of), el("td", {}, number(runs[0])), el("td", {}, number(runs[1])), el("td", {}, signed(runs[1] - runs[0]))),
  );
  const { totals } = data;
  const apart = totals.came_with_article + totals.went_with_article;
  const told: [string, string][] = [
    ["Articles of both", number(data.articles_of_both)],
    ["Rows of these", `${number(totals.came)} came, ${number(totals.went)} went, ${number(totals.changed)} changed`],
  ];
  if (apart) told.push(["Rows of other articles", `${number(totals.came_with_article)} came, ${number(totals.went_with_article)} went with their article`]);
  if (data.rows_unlisted) told.push(["Counted, not listed", `${number(data.rows_unlisted)} of these rows: those of articles in both runs come first, then the surest`]);
  told.push(["Made by", `dossier ${data.version}`]);
  return section(
    "runs",
    "The two runs",
    "Rows are matched by their uid: the same words of the same article, read by the same rule. A row that another rule reads went and came.",
    el(
      "div",
      { class: "columns halves" },
      el(
        "div",
        {},
        el("dl", { class: "facts" }, ...["before", "after"].flatMap((name, which) => [el("dt", {}, name), el("dd", {}, el("code", {}, data.runs[which]))])),
        el("div", { class: "scrolls" }, el("table", { class: "figures" }, el("thead", {}, heads), el("tbody", {}, ...counts))),
      ),
      el("div", {}, el("dl", { class: "facts" }, ...told.flatMap(([term, text]) => [el("dt", {}, term), el("dd", {}, text)])), settings(data)),
    ),
  );
}

function settings({ settings }: Comparison): HTMLElement {
  if (!settings) return el("p", { class: "note" }, "One of the runs does not say how it was set up (run.json).");
  if (!settings.length) return el("p", { class: "note" }, "Both were set up alike: the same model, rules, options and inputs.");
  const items = settings.map(({ name, runs }) => el("li", {}, `${name.replaceAll("_", " ")}: `, el("del", {}, runs[0] || "none"), " ", el("ins", {}, runs[1] || "none")));
  return el("div", {}, el("h3", {}, "Set up differently"), el("ul", { class: "settings" }, ...items));
}

export const signed = (n: number): string => (n > 0 ? `+${number(n)}` : n < 0 ? `−${number(-n)}` : "0");
