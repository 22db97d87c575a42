// Who to whom: countries against countries, from conflict to cooperation.

import { el, number, svg } from "../dom";
import { slots, Tally } from "../tally";
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
    const between = rows.filter((i) => event[i] >= 0 && source.country[i] >= 0 && target.country[i] >= 0 && source.country[i] !== target.country[i]);
    const active = new Tally(run.data.strings.length);
    for (const i of between) active.addBoth(source.country[i], target.country[i]);
    const countries = active.top(SHOWN).map(([country]) => country);
    const place = slots(run.data.strings.length, countries);
    const cells = countries.map(() => countries.map(() => ({ n: 0, sum: 0 })));
    for (const i of between) {
      const cell = cells[place[source.country[i]]]?.[place[target.country[i]]];
      if (!cell) continue;
      cell.n += 1;
      cell.sum += goldstein[i] / 10;
    }
    if (!countries.length) {
      holder.replaceChildren(el("p", { class: "nothing" }, "No event between two countries is shown."));
      return;
    }
    const most = Math.max(1, ...cells.flat().map((c) => c.n));
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
        const cell = cells[y][x];
        if (!cell.n) return;
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
