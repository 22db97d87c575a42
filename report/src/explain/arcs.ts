// Where the arcs of a tree go: how high each is drawn, and where it touches its words.

import type { Word } from "./data";

export interface Arc {
  from: number;
  to: number;
  label: string;
  // Levels above the words, from 1 on. An arc is above all that it spans.
  level: number;
  // Steps from the middle of its word, to the left or to the right.
  atFrom: number;
  atTo: number;
}

export interface Tree {
  arcs: Arc[];
  root: { word: number; label: string; level: number }[];
  levels: number;
  // Arcs that touch each word on its fuller side.
  touching: number[];
}

export function tree(words: Word[]): Tree {
  const arcs: Arc[] = [];
  const roots: { word: number; label: string; level: number }[] = [];
  words.forEach(({ head, deprel }, word) => {
    if (head === null) roots.push({ word, label: deprel, level: 1 });
    else arcs.push({ from: head, to: word, label: deprel, level: 1, atFrom: 0, atTo: 0 });
  });
  const length = (arc: Arc) => Math.abs(arc.from - arc.to);
  arcs.sort((a, b) => length(a) - length(b));
  // The highest level so far between each word and the next.
  const heights = new Array<number>(words.length).fill(0);
  for (const arc of arcs) {
    const [left, right] = [Math.min(arc.from, arc.to), Math.max(arc.from, arc.to)];
    arc.level = 1 + Math.max(...heights.slice(left, right));
    heights.fill(arc.level, left, right);
  }
  for (const root of roots) root.level = 1 + Math.max(heights[root.word - 1] ?? 0, heights[root.word] ?? 0);
  const levels = Math.max(1, ...arcs.map((arc) => arc.level), ...roots.map((root) => root.level));
  return { arcs, root: roots, levels, touching: touch(words.length, arcs) };
}

// The shorter an arc, the further from the middle of its words: so no arc crosses another at its foot. `arcs` has the short ones first.
function touch(count: number, arcs: Arc[]): number[] {
  const sides = Array.from({ length: count }, () => ({ left: 0, right: 0 }));
  for (const arc of [...arcs].reverse()) {
    const rightward = arc.to > arc.from;
    const foot = (word: number, right: boolean) => (right ? ++sides[word].right : -++sides[word].left);
    arc.atFrom = foot(arc.from, rightward);
    arc.atTo = foot(arc.to, !rightward);
  }
  return sides.map(({ left, right }) => Math.max(left, right));
}
