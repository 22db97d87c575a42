// The page: everything filters everything, and the filter stands in the address.

import { Run, type Payload } from "./data";
import { el } from "./dom";
import { parse, rows, written, type Filter, type ListKey } from "./filter";
import { open } from "./open";
import { Painter } from "./painter";
import { actors } from "./views/actors";
import { amounts } from "./views/amounts";
import { ArticlePane } from "./views/article";
import { card } from "./views/card";
import { FilterBar } from "./views/filters";
import { map } from "./views/map";
import { matrix } from "./views/matrix";
import { network } from "./views/network";
import { table } from "./views/rows";
import { statements } from "./views/statements";
import { timeline } from "./views/timeline";
import type { Page, View } from "./views/view";

function show(root: HTMLElement, run: Run): void {
  const views: View[] = [card(), timeline(), matrix(), actors(), network(), map(), statements(), amounts(), table()];
  const bar = new FilterBar();
  const pane = new ArticlePane();
  let filter: Filter = parse(location.hash);
  const page: Page = {
    run,
    get filter() {
      return filter;
    },
    toggle(key: ListKey, value: string) {
      page.change((f) => (f[key] = f[key].includes(value) ? f[key].filter((v) => v !== value) : [...f[key], value]));
    },
    change(change) {
      change(filter);
      history.replaceState(null, "", `#${written(filter)}`);
      draw();
    },
    open: (row) => pane.open(page, row),
  };
  // What is on the screen is drawn after so many milliseconds, and all of the page after so many.
  const since = (start: number) => String(Math.round(performance.now() - start));
  let start = 0;
  const painter = new Painter(views, () => (root.dataset.complete = since(start)));
  addEventListener("beforeprint", () => painter.finish());
  const draw = () => {
    start = performance.now();
    delete root.dataset.complete;
    const found = rows(run, filter);
    bar.draw(page);
    painter.draw(page, found);
    root.dataset.drawn = since(start);
    root.dataset.rows = String(found.length);
  };
  const title = el("header", { class: "top" }, el("h1", {}, "Who did what to whom"), bar.element);
  root.replaceChildren(title, ...views.map((view) => view.element), pane.element);
  addEventListener("hashchange", () => {
    filter = parse(location.hash);
    draw();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !pane.element.hidden) pane.close();
    if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      document.getElementById("search")?.focus();
    }
  });
  draw();
}

open<Payload>((root, data) => show(root, new Run(data)));
