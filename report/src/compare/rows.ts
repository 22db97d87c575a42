// The rows that changed, each with its sentence.

import { el, link, number } from "../dom";
import { cell, offer } from "../save";
import { section } from "../views/parts";
import { NAMES, type Change, type Comparison } from "./data";
import type { Page } from "./page";

// Drawn at once; more on demand.
const SHOWN = 100;

const SIGNS: Record<Change["kind"], string> = { came: "+", went: "−", changed: "~", came_with_article: "+", went_with_article: "−" };

export function rows(data: Comparison): { element: HTMLElement; draw(page: Page, found: number[]): void } {
  const count = el("p", { class: "note", role: "status" });
  const list = el("ol", { class: "changes" });
  const more = el("button", { type: "button", class: "save more", click: () => add() });
  let found: number[] = [];
  let shown = 0;
  const save = el("button", { type: "button", class: "save", id: "save-rows", click: () => offer("changes.csv", new Blob([csv(data, found)], { type: "text/csv" })) }, "Save these rows (CSV)");
  const element = section("rows", "The rows", "What is added, gone or different, article by article.", el("div", { class: "bar-of-table" }, count, save), list, more);
  const add = () => {
    const next = found.slice(shown, shown + SHOWN);
    list.append(...next.map((at) => told(data, data.rows[at])));
    shown += next.length;
    more.hidden = shown >= found.length;
    more.textContent = `Show ${number(Math.min(SHOWN, found.length - shown))} more`;
  };
  const draw = (_: Page, now: number[]) => {
    found = now;
    shown = 0;
    list.replaceChildren();
    count.textContent = `${number(found.length)} of ${number(data.rows.length)} rows${data.rows_unlisted ? `; ${number(data.rows_unlisted)} more are counted above, but not listed` : ""}`;
    add();
  };
  return { element, draw };
}

function told(data: Comparison, row: Change): HTMLElement {
  const article = data.articles[row.article];
  const standing = [row.negated ? "not" : "", row.modality === "asserted" ? "" : row.modality].filter(Boolean).join(" ");
  const party = (text: string, code: string) => el("span", { class: "party" }, text || "–", code ? el("span", { class: "code" }, code) : null);
  const notes = [row.event ? `${row.event} ${row.cameo}` : "fact", row.rule, row.date, `${Math.round(row.confidence * 100)}% sure`].filter(Boolean).join(" · ");
  const differences = row.differences.map(({ column, runs }) =>
    el("li", {}, `${column.replaceAll("_", " ").replace("subject", "who").replace("object", "to whom")} `, el("del", {}, runs[0] || "none"), " ", el("ins", {}, runs[1] || "none")),
  );
  return el(
    "li",
    { class: `change ${row.kind.split("_")[0]}`, "data-kind": row.kind },
    el("span", { class: "sign", title: NAMES[row.kind], role: "img", "aria-label": NAMES[row.kind] }, SIGNS[row.kind]),
    el(
      "div",
      {},
      el("p", { class: "act" }, party(row.source, row.source_code), el("span", { class: "does" }, standing ? el("em", {}, `${standing} `) : null, row.relation.replaceAll("_", " ")), party(row.target, row.target_code)),
      differences.length ? el("ul", { class: "differences" }, ...differences) : null,
      el("blockquote", {}, row.sentence),
      el("p", { class: "note" }, notes, " · ", link(article.url, article.title || article.id), article.date ? ` · ${article.date}` : null),
    ),
  );
}

const COLUMNS = ["change", "article_id", "relation_id", "source", "source_code", "relation", "event", "cameo", "target", "target_code", "negated", "modality", "date", "confidence", "rule", "differences", "sentence"];

function csv({ rows, articles }: Comparison, found: number[]): string {
  const lines = found.map((at) => {
    const r = rows[at];
    const differences = r.differences.map(({ column, runs }) => `${column}: ${runs[0]} > ${runs[1]}`).join("; ");
    return [
      NAMES[r.kind], articles[r.article].id, r.relation_id, r.source, r.source_code, r.relation, r.event, r.cameo, r.target, r.target_code,
      String(r.negated), r.modality, r.date, String(r.confidence), r.rule, differences, r.sentence,
    ].map(cell).join(",");
  });
  return [COLUMNS.join(","), ...lines].join("\n") + "\n";
}
