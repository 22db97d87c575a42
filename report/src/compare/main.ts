// What changed between two runs. The filter stands in the address.

import { el, number } from "../dom";
import { open } from "../open";
import { card } from "./card";
import { classes } from "./classes";
import { KINDS, NAMES, type Comparison, type Kind } from "./data";
import { entities } from "./entities";
import { changes, parse, toggled, written, type Filter } from "./filter";
import type { Page } from "./page";
import { rows } from "./rows";

function show(root: HTMLElement, data: Comparison): void {
  let filter: Filter = parse(location.hash);
  const page: Page = {
    data,
    get filter() {
      return filter;
    },
    toggle(list, value) {
      page.change((f) => (list === "kind" ? (f.kind = toggled(f.kind, value as Kind)) : (f.event = toggled(f.event, value))));
    },
    change(change) {
      change(filter);
      history.replaceState(null, "", `#${written(filter)}`);
      draw();
    },
  };
  const bar = filterBar(page);
  const [byClass, list] = [classes(data), rows(data)];
  const draw = () => {
    const found = changes(data, filter);
    bar.draw();
    byClass.draw(page);
    list.draw(page, found);
    root.dataset.rows = String(found.length);
  };
  root.replaceChildren(el("header", { class: "top" }, el("h1", {}, "What changed"), bar.element), card(data), byClass.element, list.element, entities(data));
  addEventListener("hashchange", () => {
    filter = parse(location.hash);
    draw();
  });
  draw();
  root.dataset.complete = "";
}

// The search, and a button for each kind of change that there is.
function filterBar(page: Page): { element: HTMLElement; draw(): void } {
  const search = el("input", { type: "search", placeholder: "Search names, rules, titles and sentences", "aria-label": "Search", id: "search" });
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => page.change((f) => (f.text = search.value)), 150);
  });
  const kinds = el("div", { class: "legend kinds" });
  const element = el("nav", { "aria-label": "Filter" }, el("div", { class: "filter-line" }, search, kinds));
  const draw = () => {
    if (document.activeElement !== search) search.value = page.filter.text;
    const { event, kind, text } = page.filter;
    const there = KINDS.filter((one) => page.data.totals[one]);
    const buttons = there.map((one) =>
      el(
        "button",
        { type: "button", class: "choice", "aria-pressed": String(kind.includes(one)), "data-kind": one, click: () => page.toggle("kind", one) },
        el("span", { class: `swatch ${one.split("_")[0]}` }),
        NAMES[one],
        el("span", { class: "count" }, number(page.data.totals[one])),
      ),
    );
    const events = event.map((one) => el("button", { type: "button", class: "chip", "aria-label": `Remove ${one}`, click: () => page.toggle("event", one) }, one, el("span", { "aria-hidden": "true" }, " ×")));
    const all = el("button", { type: "button", class: "chip all", click: () => page.change((f) => Object.assign(f, parse(""))) }, "Show everything");
    kinds.replaceChildren(...buttons, ...events, ...(event.length || kind.length || text ? [all] : []));
  };
  return { element, draw };
}

open<Comparison>(show);
