// What changed by class of event: rows that went to the left, rows that came to the right.

import { el, number, svg } from "../dom";
import { section } from "../views/parts";
import { signed } from "./card";
import { className, type Comparison } from "./data";
import type { Page } from "./page";

const [WIDTH, HEIGHT] = [360, 14];

export function classes(data: Comparison): { element: HTMLElement; draw(page: Page): void } {
  const sorted = [...data.classes].sort((a, b) => Number(!a.event) - Number(!b.event) || moved(b) - moved(a) || a.event.localeCompare(b.event));
  const most = Math.max(1, ...sorted.map((one) => Math.max(came(one), went(one) + one.changed)));
  const body = el("tbody");
  const heads = ["class", "before", "after", "difference", "went · changed · came", "went", "changed", "came"].map((name, i) => el("th", { scope: "col", class: i === 4 ? "drawn" : undefined }, name));
  const table = el("table", { class: "figures" }, el("thead", {}, el("tr", {}, ...heads)), body);
  const element = section("classes", "By class of event", "All rows are counted here. Choose a class to see its rows.", el("div", { class: "scrolls" }, table));
  const draw = (page: Page) => {
    const lines = sorted.map((one) => {
      const name = className(one.event);
      const chosen = page.filter.event.includes(name);
      const figures = [one.runs[0], one.runs[1]].map((n) => el("td", {}, number(n)));
      const changes = [went(one), one.changed, came(one)].map((n) => el("td", { class: n ? undefined : "nought" }, number(n)));
      const choose = el("button", { type: "button", class: "choice", "aria-pressed": String(chosen), "data-event": name, click: () => page.toggle("event", name) }, name);
      return el("tr", {}, el("th", { scope: "row" }, choose), ...figures, el("td", {}, signed(one.runs[1] - one.runs[0])), el("td", { class: "drawn" }, bar(one, most)), ...changes);
    });
    body.replaceChildren(...lines);
  };
  return { element, draw };
}

type Class = Comparison["classes"][number];
const came = (one: Class): number => one.came + one.came_with_article;
const went = (one: Class): number => one.went + one.went_with_article;
const moved = (one: Class): number => came(one) + went(one) + one.changed;

// From the middle to the left what changed and what went, to the right what came.
function bar(one: Class, most: number): SVGSVGElement {
  const scale = WIDTH / 2 / most;
  const middle = WIDTH / 2;
  const part = (x: number, n: number, name: string) => (n ? svg("rect", { x: x.toFixed(1), y: 1, width: Math.max(1, n * scale).toFixed(1), height: HEIGHT - 2, class: name }) : null);
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "aria-hidden": "true" },
    part(middle - one.changed * scale, one.changed, "changed"),
    part(middle - (one.changed + went(one)) * scale, went(one), "went"),
    part(middle, came(one), "came"),
    svg("line", { x1: middle, x2: middle, y1: 0, y2: HEIGHT, class: "rule" }),
  );
}
