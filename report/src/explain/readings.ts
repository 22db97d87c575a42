// What the network reads of events and facts, likely or not, and the rules that nearly gave a row.

import { el } from "../dom";
import { section } from "../views/parts";
import type { Party, Told } from "./data";

export function readings(told: Told): HTMLElement | null {
  if (!told.events.length && !told.facts.length) return null;
  const share = (p: number) => p.toFixed(2);
  const party = ({ words, nobody }: Party) => [...words.map(([word, p]) => `${word} ${share(p)}`), `nobody ${share(nobody)}`].join(", ");
  const events = told.events.map((e) => [e.class, `“${e.trigger}”`, share(e.probability), share(e.of_class), party(e.source), party(e.target), `${e.modality}, denied ${share(e.negated)}`]);
  const facts = told.facts.map((f) => [f.relation.replaceAll("_", " "), f.subject, f.object, share(f.probability)]);
  return section(
    "readings",
    "What the network reads",
    "Events and facts with how likely each is, before rules and thresholds decide.",
    events.length ? table(["event", "at", "any event", "this one", "who", "to whom", "standing"], events) : null,
    facts.length ? table(["fact", "of", "is", "likely"], facts) : null,
  );
}

export function misses(told: Told): HTMLElement {
  const remark = "Rules whose trigger stands in the text, and what was missing.";
  const lines = told.misses.map(({ rule, trigger, reason }) => [rule, `“${trigger}”`, reason]);
  return section("misses", "Near misses", remark, lines.length ? table(["rule", "on", "what was missing"], lines) : el("p", { class: "nothing" }, "No other rule came near."));
}

function table(heads: string[], lines: string[][]): HTMLElement {
  const head = el("thead", {}, el("tr", {}, ...heads.map((name) => el("th", { scope: "col" }, name))));
  return el("div", { class: "scrolls" }, el("table", { class: heads.length > 5 ? "told wide" : "told" }, head, el("tbody", {}, ...lines.map((cells) => el("tr", {}, ...cells.map((cell) => el("td", {}, cell)))))));
}
