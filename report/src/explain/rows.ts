// The rows that the text gives. One at a time is marked in the trees.

import { el } from "../dom";
import { section } from "../views/parts";
import type { Row, Told } from "./data";

export function rows(told: Told, mark: (row: Row | null) => void): HTMLElement {
  const remark = "Who does what to whom, by which rule, and how sure it is. Choose a row to see its words in the tree.";
  if (!told.rows.length) return section("rows", "The rows", remark, el("p", { class: "nothing" }, "The text gives no row."));
  const buttons = told.rows.map((row) => el("button", { type: "button", class: "choice", "aria-pressed": "false", click: () => choose(row) }, row.relation_id));
  const choose = (row: Row) => {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(told.rows[i] === row)));
    mark(row);
  };
  const heads = ["row", "who", "does", "to whom", "event", "standing", "rule", "sure"].map((name) => el("th", { scope: "col" }, name));
  const lines = told.rows.map((row, i) =>
    el(
      "tr",
      {},
      el("td", {}, buttons[i]),
      party("source", row.subject_text, row.subject_country, row.subject_sector),
      el("td", {}, el("span", { class: "trigger" }, row.relation.replaceAll("_", " "))),
      party("target", row.object_text, row.object_country, row.object_sector),
      el("td", {}, row.event ? `${row.event} ${row.cameo ?? ""}` : "fact"),
      el("td", {}, standing(row)),
      el("td", {}, row.rule, el("span", { class: "code" }, `on “${row.trigger}”`)),
      el("td", { class: "count" }, row.confidence.toFixed(2)),
    ),
  );
  choose(told.rows[0]);
  return section("rows", "The rows", remark, el("div", { class: "scrolls" }, el("table", { class: "told wide" }, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines))));
}

function party(side: "source" | "target", text: string, country: string, sector: string): HTMLElement {
  const codes = [country, sector].filter(Boolean).join(" ");
  return el("td", {}, text ? el("span", { class: side }, text) : "–", codes ? el("span", { class: "code" }, codes) : null);
}

function standing(row: Row): string {
  const said = row.attributed_to && `says ${row.attributed_to}`;
  return [row.negated ? "denied or averted" : "", row.modality, said, row.date].filter(Boolean).join(", ");
}
