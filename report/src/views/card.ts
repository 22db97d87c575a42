// The run: what was read, what was not, and what to be careful about.

import { el, number } from "../dom";
import { section } from "./parts";
import type { Page, View } from "./view";

export function card(): View {
  const facts = el("dl", { class: "facts" });
  const failures = el("div");
  const element = section("run", "The run", "What was read, and what to be careful about.", facts, failures);
  let dates: string[] | undefined;
  const draw = (page: Page, rows: number[]) => {
    const { run } = page;
    const r = run.data.run;
    dates ??= run.data.articles.date.filter(Boolean).sort();
    const without = run.data.articles.date.length - dates.length;
    const events = rows.filter((i) => run.data.rows.event[i] >= 0);
    const share = (n: number, of: number) => (of ? `${Math.round((100 * n) / of)}%` : "–");
    const asserted = run.data.strings.indexOf("asserted");
    const doubtful = events.filter((i) => run.data.rows.modality[i] !== asserted || run.data.rows.negated[i]).length;
    const sure = rows.reduce((sum, i) => sum + run.data.rows.confidence[i], 0) / Math.max(1, rows.length) / 1000;
    const told: [string, string][] = [
      ["Articles", `${number(r.articles)} read${r.skipped ? `, ${number(r.skipped)} skipped` : ""}${r.failed ? `, ${number(r.failed)} failed` : ""}`],
      ["Repetitions", `${number(r.duplicates)} articles nearly repeat an earlier one`],
      ["Published", dates.length ? `${dates[0]} to ${dates[dates.length - 1]}${without ? `; ${number(without)} without a date` : ""}` : "no article has a date"],
      ["Rows shown", `${number(rows.length)} of ${number(r.rows)}: ${number(events.length)} events, ${number(rows.length - events.length)} facts`],
      ["Planned, denied or doubtful", `${share(doubtful, events.length)} of these events`],
      ["Likely right", `${share(sure, 1)} of these rows, by their own confidence`],
      ["Made by", `dossier ${r.version}`],
    ];
    if (r.rows_unlisted) told.push(["Counted, not listed", `the ${number(r.rows_unlisted)} least sure rows: pictures and sums count them, but the list leaves them out, and the search knows their names alone`]);
    if (r.texts < r.articles) told.push(["Texts", r.texts ? `of the ${number(r.texts)} articles that tell most` : "not kept: rows show their sentence alone"]);
    facts.replaceChildren(...told.flatMap(([term, text]) => [el("dt", {}, term), el("dd", {}, text)]));
    const list = r.failures.map(([id, reason]) => el("li", {}, el("code", {}, id), ` ${reason}`));
    failures.replaceChildren(...(list.length ? [el("details", {}, el("summary", {}, `${number(r.failed)} articles could not be read`), el("ul", {}, ...list))] : []));
  };
  return { element, draw };
}
