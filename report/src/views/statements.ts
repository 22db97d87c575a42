// Who is quoted most, and on whom.

import { el, number, top } from "../dom";
import { choice, section } from "./parts";
import type { Page, View } from "./view";

const SHOWN = 12;

export function statements(): View {
  const lists = el("div", { class: "columns" });
  const element = section("statements", "Who says so", "Statements of the articles in view: whose they are, whom they are about, in what tone.", lists);
  const draw = (page: Page, rows: number[]) => {
    const { run } = page;
    const s = run.data.statements;
    const inView = new Set(rows.map((i) => run.data.rows.article[i]));
    const speakers = new Map<string, number>();
    const about = new Map<string, number>();
    const tones = new Map<string, number>();
    const latest: number[] = [];
    for (let i = 0; i < s.article.length; i++) {
      if (!inView.has(s.article[i])) continue;
      const speaker = run.name(s.speaker[i]) || run.string(s.speaker_text[i]);
      if (page.filter.speaker.length && !page.filter.speaker.includes(speaker)) continue;
      speakers.set(speaker, (speakers.get(speaker) ?? 0) + 1);
      tones.set(run.string(s.tone[i]), (tones.get(run.string(s.tone[i])) ?? 0) + 1);
      for (const e of new Set(s.about[i])) about.set(run.name(e), (about.get(run.name(e)) ?? 0) + 1);
      if (latest.length < 6) latest.push(i);
    }
    const ranked = (title: string, counts: Map<string, number>, key: "speaker" | "actor" | null) => {
      const items = top(counts, SHOWN).map(([name, n]) =>
        el("li", {}, key ? choice(name, number(n), page.filter[key].includes(name), () => page.toggle(key, name)) : el("span", { class: "choice" }, el("span", { class: "name" }, name), el("span", { class: "count" }, number(n)))),
      );
      return el("div", {}, el("h3", {}, title), items.length ? el("ol", { class: "ranked" }, ...items) : el("p", { class: "nothing" }, "nobody"));
    };
    const quotes = latest.map((i) => el("li", {}, el("q", {}, shortened(run.statement(i))), el("span", { class: "note" }, ` ${run.name(s.speaker[i]) || run.string(s.speaker_text[i])} ${run.string(s.tone[i])}`)));
    lists.replaceChildren(
      ranked("Speakers", speakers, "speaker"),
      ranked("Spoken of", about, "actor"),
      ranked("Tone", tones, null),
      el("div", {}, el("h3", {}, "For example"), el("ul", { class: "quotes" }, ...quotes)),
    );
  };
  return { element, draw };
}

const shortened = (text: string) => (text.length > 140 ? `${text.slice(0, 139)}…` : text);
