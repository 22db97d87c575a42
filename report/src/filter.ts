// What is shown: a filter that stands in the page's address, so that a view can be cited.

import type { Run } from "./data";

export interface Filter {
  event: string[];
  quad: string[];
  actor: string[];
  source: string[];
  target: string[];
  country: string[];
  sector: string[];
  when: string[];
  place: string[];
  modality: string[];
  speaker: string[];
  negated: string;
  facts: string;
  least: number;
  text: string;
}

export type ListKey = "event" | "quad" | "actor" | "source" | "target" | "country" | "sector" | "when" | "place" | "modality" | "speaker";
export const LISTS: ListKey[] = ["event", "quad", "actor", "source", "target", "country", "sector", "when", "place", "modality", "speaker"];

// What a chip is called.
export const LABELS: Record<ListKey, string> = {
  event: "event",
  quad: "kind",
  actor: "actor",
  source: "from",
  target: "to",
  country: "country",
  sector: "sector",
  when: "when",
  place: "place",
  modality: "modality",
  speaker: "said by",
};

export function everything(): Filter {
  return {
    event: [], quad: [], actor: [], source: [], target: [], country: [], sector: [], when: [], place: [], modality: [], speaker: [],
    negated: "", facts: "", least: 0, text: "",
  };
}

export function parse(hash: string): Filter {
  const filter = everything();
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  for (const key of LISTS) filter[key] = told.getAll(key);
  filter.negated = told.get("negated") ?? "";
  filter.facts = told.get("facts") ?? "";
  filter.least = Number(told.get("confidence") ?? 0) || 0;
  filter.text = told.get("text") ?? "";
  return filter;
}

export function written(filter: Filter): string {
  const told = new URLSearchParams();
  for (const key of LISTS) for (const value of filter[key]) told.append(key, value);
  if (filter.negated) told.set("negated", filter.negated);
  if (filter.facts) told.set("facts", filter.facts);
  if (filter.least) told.set("confidence", String(filter.least));
  if (filter.text) told.set("text", filter.text);
  return told.toString();
}

// The rows that a filter lets through, in the order of the table.
export function rows(run: Run, filter: Filter): number[] {
  const { rows, entities, strings } = run.data;
  const numbers = (values: string[]) => new Set(values.map((v) => strings.indexOf(v)));
  const named = (values: string[]) => {
    const wanted = new Set(values);
    const found = new Set<number>();
    if (wanted.size) entities.name.forEach((name, i) => wanted.has(name) && found.add(i));
    return found;
  };
  const event = numbers(filter.event);
  const quad = new Set(filter.quad.map(Number));
  const [source, target, country, sector, modality] = [filter.source, filter.target, filter.country, filter.sector, filter.modality].map(numbers);
  const [actor, place, speaker] = [filter.actor, filter.place, filter.speaker].map(named);
  const speakerTexts = numbers(filter.speaker);
  const when = new Set(filter.when.map((name) => run.periods.indexOf(name)));
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const s = rows.source, t = rows.target;
  const out: number[] = [];
  for (let i = 0; i < rows.id.length; i++) {
    if (event.size && !event.has(rows.event[i])) continue;
    if (quad.size && !quad.has(rows.quad[i])) continue;
    if (source.size && !source.has(s.country[i])) continue;
    if (target.size && !target.has(t.country[i])) continue;
    if (country.size && !country.has(s.country[i]) && !country.has(t.country[i])) continue;
    if (sector.size && !sector.has(s.sector[i]) && !sector.has(t.sector[i])) continue;
    if (modality.size && !modality.has(rows.modality[i])) continue;
    if (actor.size && !actor.has(s.entity[i]) && !actor.has(t.entity[i])) continue;
    if (place.size && !place.has(rows.place[i])) continue;
    if (speaker.size + speakerTexts.size && !speaker.has(rows.said_by_entity[i]) && !(rows.said_by[i] >= 0 && speakerTexts.has(rows.said_by[i]))) continue;
    if (filter.negated && rows.negated[i] !== (filter.negated === "only" ? 1 : 0)) continue;
    if (filter.facts && rows.event[i] < 0 !== (filter.facts === "only")) continue;
    if (filter.least && rows.confidence[i] < filter.least * 10) continue;
    if (when.size && !when.has(run.periodOf[i])) continue;
    if (words.length) {
      const said = run.searchable(i);
      if (!words.every((w) => said.includes(w))) continue;
    }
    out.push(i);
  }
  return out;
}
