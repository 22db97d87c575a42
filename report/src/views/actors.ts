// The most active: countries, people, bodies, described actors, each with a line over time.

import { el, number, svg } from "../dom";
import type { Run } from "../data";
import { slots, Tally } from "../tally";
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
    const entities = new Tally(run.data.entities.id.length);
    const countries = new Tally(run.data.strings.length);
    for (const i of rows) {
      entities.addBoth(source.entity[i], target.entity[i]);
      countries.addBoth(source.country[i], target.country[i]);
    }
    const column = (title: string, key: "actor" | "country", of: "entity" | "country", top: [number, number][], told: (one: number) => [string, string]) => {
      const lines = overTime(run, rows, of, top.map(([one]) => one));
      const items = top.map(([one, count], place) => {
        const [name, note] = told(one);
        return el("li", {}, choice(name, number(count), filter[key].includes(name), () => page.toggle(key, name), note, spark(lines[place])));
      });
      return el("div", {}, el("h3", {}, title), items.length ? el("ol", { class: "ranked" }, ...items) : el("p", { class: "nothing" }, "nobody"));
    };
    const codes = (e: number) => [run.data.entities.country[e], run.data.entities.sector[e]].map((code) => run.string(code)).filter(Boolean).join(" ");
    lists.replaceChildren(
      column("Countries", "country", "country", countries.top(SHOWN), (c) => [run.string(c), ""]),
      ...KINDS.map((kind) => column(kind.title, "actor", "entity", entities.top(SHOWN, (e) => kind.of(run, e)), (e) => [run.name(e), codes(e)])),
    );
  };
  return { element, draw };
}

// How many rows each of these has in every period of the run.
function overTime(run: Run, rows: number[], of: "entity" | "country", ones: number[]): number[][] {
  const [source, target] = [run.data.rows.source[of], run.data.rows.target[of]];
  const place = slots(of === "entity" ? run.data.entities.id.length : run.data.strings.length, ones);
  const lines = ones.map(() => new Array<number>(Math.max(1, run.periods.length)).fill(0));
  for (const i of rows) {
    const period = run.periodOf[i];
    if (period < 0) continue;
    const [a, b] = [source[i], target[i]];
    if (a >= 0 && place[a] >= 0) lines[place[a]][period] += 1;
    if (b >= 0 && b !== a && place[b] >= 0) lines[place[b]][period] += 1;
  }
  return lines;
}

function spark(values: number[]): SVGSVGElement {
  const [width, height] = [64, 18];
  const most = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const points = values.map((v, i) => `${(i * step).toFixed(1)},${(height - 1 - ((height - 2) * v) / most).toFixed(1)}`);
  const drawn = values.length > 1 ? svg("polyline", { points: points.join(" ") }) : svg("line", { x1: 0, y1: height / 2, x2: width, y2: height / 2 });
  return svg("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" }, drawn);
}
