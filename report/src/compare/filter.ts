// Which changes are shown: a filter that stands in the page's address.

import { className, type Comparison, type Kind } from "./data";

export interface Filter {
  event: string[];
  kind: Kind[];
  text: string;
}

export function parse(hash: string): Filter {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  return { event: told.getAll("event"), kind: told.getAll("kind") as Kind[], text: told.get("text") ?? "" };
}

export function written(filter: Filter): string {
  const told = new URLSearchParams();
  for (const event of filter.event) told.append("event", event);
  for (const kind of filter.kind) told.append("kind", kind);
  if (filter.text) told.set("text", filter.text);
  return told.toString();
}

export function toggled<T>(list: T[], value: T): T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

// The numbers of the rows that a filter lets through.
export function changes({ rows, articles }: Comparison, filter: Filter): number[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const found: number[] = [];
  rows.forEach((row, i) => {
    if (filter.event.length && !filter.event.includes(className(row.event))) return;
    if (filter.kind.length && !filter.kind.includes(row.kind)) return;
    if (words.length) {
      const said = `${row.sentence} ${row.source} ${row.target} ${row.rule} ${articles[row.article].title}`.toLowerCase();
      if (!words.every((word) => said.includes(word))) return;
    }
    found.push(i);
  });
  return found;
}
