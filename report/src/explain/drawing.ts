// A sentence's tree: words and parts of speech in a line, the names and amounts among them, relations as arcs above.

import { svg } from "../dom";
import { tree, type Arc } from "./arcs";
import type { Mention, Word } from "./data";

const [LEVEL, STEP, BEND, TOP] = [24, 6, 7, 16];
const [GAP, LEAST, LINE] = [16, 38, 18];
const FONT = 'system-ui, "Segoe UI", "Noto Sans", sans-serif';

export interface Drawing {
  element: SVGSVGElement;
  // The group of each word.
  words: SVGGElement[];
}

export function drawing(words: Word[], mentions: Mention[]): Drawing {
  const { arcs, root, levels, touching } = tree(words);
  const slots = words.map((word, i) => Math.max(width(word.text, 16), width(word.upos, 11), width(word.deprel, 11) + 10, 2 * STEP * touching[i] + 8, LEAST) + GAP);
  for (const arc of arcs) widen(slots, arc);
  const middles: number[] = [];
  let x = 0;
  for (const slot of slots) {
    middles.push(x + slot / 2);
    x += slot;
  }
  const base = TOP + levels * LEVEL + 4;
  const height = base + 4 * LINE;
  const element = svg("svg", { viewBox: `0 0 ${x} ${height}`, width: x, height, role: "img", "aria-label": `Tree of: ${words.map((word) => word.text).join(" ")}`, class: "tree" });
  element.append(...mentions.map((mention) => band(mention, words, middles, slots, base)).filter((band) => band !== null));
  for (const { word, label, level } of root) {
    const above = base - level * LEVEL;
    element.append(svg("path", { class: "arc", d: `M${middles[word]} ${above}V${base - 3}` }), arrow(middles[word], base), svg("text", { x: middles[word], y: above - 4, "text-anchor": "middle", class: "relation" }, label));
  }
  for (const arc of arcs) element.append(...drawn(arc, middles, base));
  const groups = words.map((word, i) => written(word, middles[i], base));
  element.append(...groups);
  return { element, words: groups };
}

// Makes room for the label of an arc between neighbours.
function widen(slots: number[], arc: Arc): void {
  if (Math.abs(arc.from - arc.to) !== 1) return;
  const room = (slots[arc.from] + slots[arc.to]) / 2 - STEP * (Math.abs(arc.atFrom) + Math.abs(arc.atTo));
  const lacking = Math.max(0, width(arc.label, 11) + 12 - room);
  for (const word of [arc.from, arc.to]) slots[word] += lacking;
}

// An arc goes up from its head, along and down to what depends on it.
function drawn(arc: Arc, middles: number[], base: number): SVGElement[] {
  const [from, to] = [middles[arc.from] + STEP * arc.atFrom, middles[arc.to] + STEP * arc.atTo];
  const above = base - arc.level * LEVEL;
  const bend = Math.sign(to - from) * Math.min(BEND, Math.abs(to - from) / 2);
  const path = `M${from} ${base - 1}V${above + BEND}Q${from} ${above} ${from + bend} ${above}H${to - bend}Q${to} ${above} ${to} ${above + BEND}V${base - 3}`;
  const label = svg("text", { x: (from + to) / 2, y: above + 4, "text-anchor": "middle", class: "relation" }, arc.label);
  return [svg("path", { class: "arc", d: path }), arrow(to, base), label];
}

const arrow = (x: number, y: number): SVGElement => svg("path", { class: "arrow", d: `M${x - 3.5} ${y - 6}L${x} ${y}L${x + 3.5} ${y - 6}Z` });

function written(word: Word, x: number, base: number): SVGGElement {
  return svg(
    "g",
    { class: "word" },
    svg("title", {}, `${word.text}: ${word.lemma}, ${word.upos}, ${word.deprel}`),
    svg("text", { x, y: base + LINE, "text-anchor": "middle", class: "form" }, word.text),
    svg("line", { x1: x - width(word.text, 16) / 2, x2: x + width(word.text, 16) / 2, y1: base + LINE + 5, y2: base + LINE + 5, class: "under" }),
    svg("text", { x, y: base + 2 * LINE + 3, "text-anchor": "middle" }, word.upos),
  );
}

// Behind the words of a mention, with its kind beneath.
function band(mention: Mention, words: Word[], middles: number[], slots: number[], base: number): SVGElement | null {
  const own = words.flatMap((word, i) => (word.start < mention.end && mention.start < word.end ? [i] : []));
  if (!own.length) return null;
  const [first, last] = [own[0], own[own.length - 1]];
  const [left, right] = [middles[first] - slots[first] / 2 + 3, middles[last] + slots[last] / 2 - 3];
  const kind = mention.type.toLowerCase();
  return svg(
    "g",
    {},
    svg("title", {}, `${mention.text}: ${kind}, ${mention.score.toFixed(2)}`),
    svg("rect", { x: left, y: base + 2, width: right - left, height: LINE + 6, rx: 4, class: `band ${kind}` }),
    svg("text", { x: (left + right) / 2, y: base + 3 * LINE + 4, "text-anchor": "middle", class: "kind" }, kind),
  );
}

// How wide a text is, as the browser writes it.
const pen = document.createElement("canvas").getContext("2d");
function width(text: string, size: number): number {
  if (!pen) return text.length * size * 0.6;
  pen.font = `${size}px ${FONT}`;
  return pen.measureText(text).width;
}
