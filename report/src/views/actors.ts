// The most active: countries, people, bodies, described actors, each with a line over time.

import { el, number, svg, top } from "../dom";
import type { Run } from "../data";
import { choice, section } from "./parts";
import type { Page, View } from "./view";

const SHOWN = 12;

interface Kind {
  title: string;
  of(run: Run, entity: number): boolean;
}

const described = (run: Run, e: number) => run.data.entities.mentions[e] === 0;
const KINDS: Kind[] = [
  { title: "People", of: (run, e) => run.string(run.data.entities.type[e]) === "PERSON" && !described(run, e) },
  { title: "Organisations", of: (run, e) => run.string(run.data.entities.type[e]) === "ORGANIZATION" && !described(run, e) },
  { title: "Described actors", of: (run, e) => described(run, e) },
];

export function actors(): View {
  const lists = el("div", { class: "columns" });
  const element = section("actors", "Who acts", "The most active in what is shown. Choose one to see what they do and what is done to them.", lists);
  const draw = (page: Page, rows: number[]) => {
    const { run, filter } = page;
    const { source, target } = run.data.rows;
    const periods = [...new Set(run.periodOf)].filter(Boolean).sort();
    const at = new Map(periods.map((m, i) => [m, i]));
    const column = (title: string, entries: [string, number, number[], string][], key: "actor" | "country") => {
      const items = entries.map(([name, count, line, note]) =>
        el("li", {}, choice(name, number(count), filter[key].includes(name), () => page.toggle(key, name), note, spark(line))),
      );
      return el("div", {}, el("h3", {}, title), items.length ? el("ol", { class: "ranked" }, ...items) : el("p", { class: "nothing" }, "nobody"));
    };
    const line = (own: number[]) => {
      const values = new Array<number>(Math.max(1, periods.length)).fill(0);
      for (const i of own) values[at.get(run.periodOf[i]) ?? 0] += 1;
      return values;
    };
    const byCountry = group(rows, (i) => [source.country[i], target.country[i]]);
    const byEntity = group(rows, (i) => [source.entity[i], target.entity[i]]);
    const countries = top(sizes(byCountry), SHOWN).map(([c, n]): [string, number, number[], string] => [run.string(c), n, line(byCountry.get(c)!), ""]);
    const columns = [column("Countries", countries, "country")];
    for (const kind of KINDS) {
      const own = new Map([...byEntity].filter(([e]) => kind.of(run, e)));
      const entries = top(sizes(own), SHOWN).map(([e, n]): [string, number, number[], string] => {
        const codes = [run.string(run.data.entities.country[e]), run.string(run.data.entities.sector[e])].filter(Boolean).join(" ");
        return [run.name(e), n, line(own.get(e)!), codes];
      });
      columns.push(column(kind.title, entries, "actor"));
    }
    lists.replaceChildren(...columns);
  };
  return { element, draw };
}

function group(rows: number[], keys: (row: number) => number[]): Map<number, number[]> {
  const out = new Map<number, number[]>();
  for (const row of rows) {
    for (const key of new Set(keys(row))) {
      if (key < 0) continue;
      const own = out.get(key);
      if (own) own.push(row);
      else out.set(key, [row]);
    }
  }
  return out;
}

function sizes(groups: Map<number, number[]>): Map<number, number> {
  return new Map([...groups].map(([key, rows]) => [key, rows.length]));
}

function spark(values: number[]): SVGSVGElement {
  const [width, height] = [64, 18];
  const most = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const points = values.map((v, i) => `${(i * step).toFixed(1)},${(height - 1 - ((height - 2) * v) / most).toFixed(1)}`);
  const drawn = values.length > 1 ? svg("polyline", { points: points.join(" ") }) : svg("line", { x1: 0, y1: height / 2, x2: width, y2: height / 2 });
  return svg("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" }, drawn);
}

