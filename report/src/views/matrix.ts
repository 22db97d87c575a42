// Who to whom: countries against countries, from conflict to cooperation.

import { el, number, svg } from "../dom";
import { choosing, saving, section } from "./parts";
import type { Page, View } from "./view";

const SHOWN = 16;
const CELL = 30;
const LABEL = 44;

export function matrix(): View {
  const holder = el("div", { class: "picture scrolls" });
  const remark = "Rows act, columns are acted on. Size is the number of events; colour goes from conflict (orange) to cooperation (blue). Choose a cell to see its rows.";
  const element = section("matrix", "Who to whom", remark, holder, saving(holder, "who-to-whom"));
  const draw = (page: Page, rows: number[]) => {
    const { run } = page;
    const { source, target, event, goldstein } = run.data.rows;
    const cells = new Map<string, { n: number; sum: number }>();
    const sums = new Map<number, number>();
    for (const i of rows) {
      const [s, t] = [source.country[i], target.country[i]];
      if (event[i] < 0 || s < 0 || t < 0 || s === t) continue;
      const cell = cells.get(`${s} ${t}`) ?? { n: 0, sum: 0 };
      cell.n += 1;
      cell.sum += goldstein[i] / 10;
      cells.set(`${s} ${t}`, cell);
      for (const c of [s, t]) sums.set(c, (sums.get(c) ?? 0) + 1);
    }
    const countries = [...sums].sort((a, b) => b[1] - a[1]).slice(0, SHOWN).map(([c]) => c);
    if (!countries.length) {
      holder.replaceChildren(el("p", { class: "nothing" }, "No event between two countries is shown."));
      return;
    }
    const most = Math.max(...[...cells.values()].map((c) => c.n));
    const size = LABEL + countries.length * CELL;
    const drawn = svg("svg", { viewBox: `0 0 ${size} ${size}`, width: size, height: size, role: "group", "aria-label": "Events by pair of countries" });
    countries.forEach((c, i) => {
      const middle = LABEL + i * CELL + CELL / 2;
      drawn.append(
        svg("text", { x: LABEL - 6, y: middle + 4, "text-anchor": "end", class: "label" }, run.string(c)),
        svg("text", { x: middle, y: LABEL - 8, "text-anchor": "middle", class: "label" }, run.string(c)),
      );
    });
    countries.forEach((s, y) =>
      countries.forEach((t, x) => {
        const [left, above] = [LABEL + x * CELL, LABEL + y * CELL];
        drawn.append(svg("rect", { x: left, y: above, width: CELL, height: CELL, class: s === t ? "field same" : "field" }));
        const cell = cells.get(`${s} ${t}`);
        if (!cell) return;
        const [from, to] = [run.string(s), run.string(t)];
        const mean = cell.sum / cell.n;
        const told = `${from} to ${to}: ${number(cell.n)} events, Goldstein mean ${mean.toFixed(1)}`;
        const choose = () =>
          page.change((f) => {
            const same = f.source.length === 1 && f.source[0] === from && f.target.length === 1 && f.target[0] === to;
            f.source = same ? [] : [from];
            f.target = same ? [] : [to];
          });
        const radius = 3 + (CELL / 2 - 5) * Math.sqrt(cell.n / most);
        drawn.append(
          svg(
            "circle",
            { cx: left + CELL / 2, cy: above + CELL / 2, r: radius.toFixed(1), fill: tint(mean), class: "cell", "data-pair": `${from}-${to}`, ...choosing(told, choose) },
            svg("title", {}, told),
          ),
        );
      }),
    );
    holder.replaceChildren(drawn);
  };
  return { element, draw };
}

// From conflict over grey to cooperation, in colours that colour-blind people tell apart.
export function tint(goldstein: number): string {
  const strength = Math.min(1, Math.abs(goldstein) / 7);
  return `color-mix(in oklab, var(${goldstein < 0 ? "--conflict" : "--cooperation"}) ${Math.round(25 + 75 * strength)}%, var(--neutral))`;
}
