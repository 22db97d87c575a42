// The text itself, with its mentions marked.

import { el } from "../dom";
import { section } from "../views/parts";
import type { Told } from "./data";

export function text(told: Told): HTMLElement {
  const points = Array.from(told.text);
  const slice = (start: number, end: number) => points.slice(start, end).join("");
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const mention of [...told.mentions].sort((a, b) => a.start - b.start || b.end - a.end)) {
    // A mention within another is in the tree alone.
    if (mention.start < at) continue;
    const kind = mention.type.toLowerCase();
    parts.push(slice(at, mention.start), el("mark", { class: `mention ${kind}`, title: `${kind}, ${mention.score.toFixed(2)}` }, slice(mention.start, mention.end)));
    at = mention.end;
  }
  parts.push(slice(at, points.length));
  const kinds = [...new Set(told.mentions.map((mention) => mention.type.toLowerCase()))];
  const legend = kinds.map((kind) => el("span", { class: `mention ${kind}` }, kind));
  return section("text", "The text", "What is named, counted and dated in it.", el("p", { class: "text" }, ...parts), el("p", { class: "legend note" }, ...legend));
}
