// The trees of all sentences, on which a row's words can be marked.

import { el } from "../dom";
import { section } from "../views/parts";
import { places, type Row, type Told, type Word } from "./data";
import { drawing } from "./drawing";

export function trees(told: Told): { element: HTMLElement; mark(row: Row | null): void } {
  const drawn = told.sentences.map((words) => drawing(words, told.mentions));
  const figures = drawn.map(({ element }, i) =>
    el("figure", {}, el("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": `Tree ${i + 1}` }, element), el("details", {}, el("summary", {}, "As a table"), el("div", { class: "scrolls" }, table(told.sentences[i])))),
  );
  const mark = (row: Row | null) => {
    const marked = row ? places(row) : [];
    told.sentences.forEach((words, s) =>
      words.forEach((word, i) => {
        const own = marked.filter(([, start, end]) => start <= word.start && word.end <= end).map(([name]) => name);
        drawn[s].words[i].setAttribute("class", ["word", ...own].join(" "));
        if (own.includes("trigger")) bring(drawn[s].words[i]);
      }),
    );
  };
  const remark = "Each arrow goes from a word to one that depends on it, and says how. Beneath the words stand parts of speech and the kinds of mentions.";
  return { element: section("trees", told.sentences.length > 1 ? "The trees" : "The tree", remark, ...figures), mark };
}

// Brings a word into the part of its tree that is seen; the page stays where it is.
function bring(word: SVGGElement): void {
  const holder = word.closest(".scrolls");
  const middle = Number(word.querySelector(".form")?.getAttribute("x"));
  if (holder && holder.scrollWidth > holder.clientWidth) holder.scrollTo({ left: middle - holder.clientWidth / 2 });
}

function table(words: Word[]): HTMLElement {
  const heads = ["", "word", "base form", "part of speech", "relation", "depends on"].map((name) => el("th", { scope: "col" }, name));
  const lines = words.map((word, i) =>
    el("tr", {}, ...[String(i + 1), word.text, word.lemma, word.upos, word.deprel, word.head === null ? "" : words[word.head].text].map((cell) => el("td", {}, cell))),
  );
  return el("table", { class: "told" }, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines));
}
