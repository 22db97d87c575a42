// The filter: what is chosen, and what can be.

import { counted, el, number, top } from "../dom";
import { everything, LABELS, LISTS, rows as filtered, type ListKey } from "../filter";
import { QUADS } from "../data";
import type { Page } from "./view";

const SHOWN = 30;

// What can be chosen; it is made once, so that an open menu stays open.
export class FilterBar {
  readonly element: HTMLElement;
  private readonly chips = el("div", { class: "chips" });
  private readonly text = el("input", { type: "search", placeholder: "Search names, titles and sentences", "aria-label": "Search", id: "search" });
  private readonly least = el("input", { type: "range", min: 0, max: 95, step: 5, value: 0, "aria-label": "Least confidence" });
  private readonly leastTold = el("output");
  private readonly choices = el("div", { class: "choices" });
  private readonly menus = (["event", "country", "sector", "modality", "place", "speaker"] as ListKey[]).map((key) => this.menu(key));
  private readonly threes = [
    this.three("facts", ["events and facts", "events alone", "facts alone"]),
    this.three("negated", ["denied or not", "nothing denied", "denied alone"]),
  ];
  private page!: Page;

  constructor() {
    this.choices.append(...this.menus.map((m) => m.element), ...this.threes.map((t) => t.element));
    let waiting = 0;
    this.text.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => this.page.change((f) => (f.text = this.text.value)), 150);
    });
    this.least.addEventListener("input", () => this.page.change((f) => (f.least = Number(this.least.value))));
    this.element = el(
      "nav",
      { "aria-label": "Filter" },
      el("div", { class: "filter-line" }, this.text, this.choices, el("label", { class: "least" }, "at least ", this.least, this.leastTold)),
      this.chips,
    );
  }

  draw(page: Page): void {
    this.page = page;
    const { filter } = page;
    if (document.activeElement !== this.text) this.text.value = filter.text;
    this.least.value = String(filter.least);
    this.leastTold.textContent = ` ${filter.least}% sure`;
    const chip = (text: string, remove: () => void) => el("button", { type: "button", class: "chip", "aria-label": `Remove ${text}`, click: remove }, text, el("span", { "aria-hidden": "true" }, " ×"));
    const chips: HTMLElement[] = [];
    for (const key of LISTS) for (const value of filter[key]) chips.push(chip(`${LABELS[key]}: ${key === "quad" ? QUADS[Number(value)] : value}`, () => page.toggle(key, value)));
    if (filter.negated) chips.push(chip(filter.negated === "only" ? "denied alone" : "nothing denied", () => page.change((f) => (f.negated = ""))));
    if (filter.facts) chips.push(chip(filter.facts === "only" ? "facts alone" : "events alone", () => page.change((f) => (f.facts = ""))));
    if (filter.text) chips.push(chip(`“${filter.text}”`, () => page.change((f) => (f.text = ""))));
    if (chips.length) chips.push(el("button", { type: "button", class: "chip all", click: () => page.change((f) => Object.assign(f, everything())) }, "Show everything"));
    this.chips.replaceChildren(...chips);
    for (const part of [...this.menus, ...this.threes]) part.draw();
  }

  // A menu of the values that rows have, but for its own choice. It stays open while values are chosen.
  private menu(key: ListKey): { element: HTMLElement; draw(): void } {
    const list = el("div", { class: "menu" });
    const menu = el("details", { class: "drop", name: "filter" }, el("summary", {}, LABELS[key]), list);
    const boxes = new Map<string, HTMLInputElement>();
    const fill = () => {
      const { run, filter } = this.page;
      const own = filtered(run, { ...filter, [key]: [] });
      const entries = top(counted(own.flatMap((i) => values(this.page, key, i))), SHOWN);
      boxes.clear();
      list.replaceChildren(
        ...entries.map(([value, n]) => {
          const box = el("input", { type: "checkbox", change: () => this.page.toggle(key, value) });
          box.checked = filter[key].includes(value);
          boxes.set(value, box);
          return el("label", {}, box, ` ${value} `, el("span", { class: "count" }, number(n)));
        }),
      );
    };
    menu.addEventListener("toggle", () => menu.open && fill());
    const draw = () => boxes.forEach((box, value) => (box.checked = this.page.filter[key].includes(value)));
    return { element: menu, draw };
  }

  private three(key: "facts" | "negated", [all, without, only]: [string, string, string]): { element: HTMLElement; draw(): void } {
    const select = el("select", { "aria-label": key });
    for (const [value, text] of [["", all], ["not", without], ["only", only]]) select.append(el("option", { value }, text));
    select.addEventListener("change", () => this.page.change((f) => (f[key] = select.value)));
    return { element: select, draw: () => void (select.value = this.page.filter[key]) };
  }
}

function values(page: Page, key: ListKey, row: number): string[] {
  const { run } = page;
  const r = run.data.rows;
  const both = (of: "country" | "sector") => [...new Set([run.string(r.source[of][row]), run.string(r.target[of][row])])];
  const found: string[] =
    key === "event" ? [run.string(r.event[row])]
    : key === "modality" ? [run.string(r.modality[row])]
    : key === "place" ? [run.name(r.place[row])]
    : key === "speaker" ? [run.name(r.said_by_entity[row]) || run.string(r.said_by[row])]
    : key === "country" || key === "sector" ? both(key)
    : [];
  return found.filter(Boolean);
}
