// A row's article: its text with everybody marked, the row's words underlined, and whatever else the row says.

import { el, link } from "../dom";
import type { Page } from "./view";

export class ArticlePane {
  readonly element = el("aside", { id: "article", "aria-label": "Article", hidden: true, tabindex: -1 });
  private before: Element | null = null;

  close(): void {
    this.element.hidden = true;
    document.body.classList.remove("reading");
    if (this.before instanceof HTMLElement) this.before.focus();
  }

  open(page: Page, row: number): void {
    const { run } = page;
    const { rows, articles } = run.data;
    const article = rows.article[row];
    this.before = document.activeElement;
    const title = articles.title[article] || articles.id[article];
    const close = el("button", { type: "button", class: "close", "aria-label": "Close the article", click: () => this.close() }, "×");
    const about = [articles.date[article], run.string(articles.site[article])].filter(Boolean).join(" · ");
    this.element.replaceChildren(
      el("header", {}, close, el("h2", {}, link(articles.url[article], title)), el("p", { class: "note" }, about)),
      this.told(page, row),
      run.isListed(row)
        ? el("div", { class: "text" }, ...(articles.text[article] === null ? [el("p", {}, run.evidence(row))] : this.marked(page, row)))
        : el("p", { class: "note" }, "This row is among the less sure ones that are counted, but not listed: the page does not hold its sentence."),
    );
    this.element.hidden = false;
    document.body.classList.add("reading");
    this.element.focus();
    this.element.querySelector(".here")?.scrollIntoView({ block: "center" });
  }

  // All that the row says besides who, what and to whom.
  private told(page: Page, row: number): HTMLElement {
    const { run } = page;
    const r = run.data.rows;
    const amount = r.amount[row];
    const id = run.data.articles.id[r.article[row]];
    const parts: [string, string][] = [
      ["Row", `${run.shown(row, "source") || "–"} ${run.string(r.relation[row]).replaceAll("_", " ")} ${run.shown(row, "target") || "–"}`],
      ["Event", [run.string(r.event[row]), run.string(r.cameo[row])].filter(Boolean).join(" ") || "a fact"],
      ["Is it so", `${r.negated[row] ? "denied or averted, " : ""}${run.string(r.modality[row])}`],
      ["Said by", run.string(r.said_by[row])],
      ["When", run.string(r.date[row])],
      ["Where", run.name(r.place[row])],
      ["How much", amount < 0 ? "" : run.string(run.data.amounts.text[amount])],
      ["Rule", run.string(r.rule[row])],
      ["Confidence", `${(r.confidence[row] / 1000).toFixed(2)}`],
      ["In the tables", run.isListed(row) ? `${r.id[row]} of article ${id}` : `article ${id}`],
    ];
    const told = parts.filter(([, text]) => text).flatMap(([term, text]) => [el("dt", {}, term), el("dd", {}, text)]);
    if (!run.isListed(row)) return el("div", {}, el("dl", { class: "facts" }, ...told));
    const sentence = run.evidence(row).replaceAll('"', '\\"');
    return el("div", {}, el("dl", { class: "facts" }, ...told), el("details", {}, el("summary", {}, "Why this row"), el("code", { class: "command" }, `dossier explain "${sentence}"`)));
  }

  private marked(page: Page, row: number): HTMLElement[] {
    const { run } = page;
    const { rows, mentions, articles } = run.data;
    const article = rows.article[row];
    const points = Array.from(articles.text[article] ?? "");
    // Where something begins or ends, and what holds between.
    const layers: { start: number; end: number; class: string; title: string }[] = [];
    for (let i = 0; i < mentions.article.length; i++) {
      if (mentions.article[i] === article) {
        const kind = run.string(mentions.type[i]);
        layers.push({ start: mentions.start[i], end: mentions.end[i], class: `mention ${kind.toLowerCase()}`, title: `${kind}${mentions.entity[i] >= 0 ? `: ${run.name(mentions.entity[i])}` : ""}` });
      }
    }
    layers.push({ start: rows.start[row], end: rows.end[row], class: "here", title: "" });
    for (const [which, name] of [["source", "who"], ["target", "to whom"]] as const) {
      const [start, end] = run.side(row, which).place;
      if (start >= 0) layers.push({ start, end, class: which, title: name });
    }
    const [start, end] = rows.trigger[row];
    layers.push({ start, end, class: "trigger", title: "does" });
    const cuts = [...new Set([0, points.length, ...layers.flatMap((l) => [l.start, l.end])])].filter((c) => c <= points.length).sort((a, b) => a - b);
    const paragraphs: HTMLElement[] = [el("p")];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const own = layers.filter((l) => l.start <= cuts[i] && cuts[i + 1] <= l.end);
      const parts = points.slice(cuts[i], cuts[i + 1]).join("").split(/\n+/);
      parts.forEach((part, n) => {
        if (n) paragraphs.push(el("p"));
        if (!part) return;
        const title = own.map((l) => l.title).filter(Boolean).join(", ");
        paragraphs[paragraphs.length - 1].append(own.length ? el("span", { class: own.map((l) => l.class).join(" "), title: title || undefined }, part) : part);
      });
    }
    return paragraphs.filter((p) => p.childNodes.length);
  }
}
