// Who is tied to whom in what is shown: at most so many entities, the most active.

import type { Run } from "../data";
import { el, svg } from "../dom";
import { grown, HEIGHT, layOut, WIDTH, type Link, type Node, type Places } from "../layout";
import { slots, Tally } from "../tally";
import { choosing, saving, section } from "./parts";
import type { Page, View } from "./view";

const SHOWN = 60;
const NAMED = 28;

export function network(): View {
  const holder = el("div", { class: "picture" });
  const element = section("network", "The network", `The ${SHOWN} most active in what is shown, tied by their events. Blue ties are cooperation, orange ones conflict. Choose one to filter.`, holder, saving(holder, "network"));
  let home: Places | undefined;
  const draw = (page: Page, rows: number[]) => {
    const { run } = page;
    const [nodes, links] = tied(run, rows);
    if (!nodes.length) {
      holder.replaceChildren(el("p", { class: "nothing" }, "No event between two that are known is shown."));
      return;
    }
    home ??= homes(run);
    layOut(nodes, links, home);
    const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "wide", role: "group", "aria-label": "Network of those who act" });
    const most = Math.max(1, ...links.map((link) => link.n));
    drawn.append(...links.map((link) => tie(run, link, most)), ...nodes.map((node) => knot(page, node)), ...labels(run, nodes));
    holder.replaceChildren(drawn);
  };
  return { element, draw };
}

// The most active in these rows, and what ties them.
function tied(run: Run, rows: number[]): [Node[], Link[]] {
  const { source, target, event, goldstein } = run.data.rows;
  const count = run.data.entities.id.length;
  const ties = rows.filter((i) => event[i] >= 0 && source.entity[i] >= 0 && target.entity[i] >= 0 && source.entity[i] !== target.entity[i]);
  const active = new Tally(count);
  for (const i of ties) active.addBoth(source.entity[i], target.entity[i]);
  const top = active.top(SHOWN);
  const nodes: Node[] = top.map(([entity, n]) => ({ entity, n, radius: 4 + grown(n, top[0][1], 2, 26) }));
  const place = slots(count, nodes.map((node) => node.entity));
  const links = new Map<number, Link>();
  for (const i of ties) {
    const [a, b] = [place[source.entity[i]], place[target.entity[i]]];
    if (a < 0 || b < 0) continue;
    const key = Math.min(a, b) * SHOWN + Math.max(a, b);
    let link = links.get(key);
    if (!link) links.set(key, (link = { source: nodes[a], target: nodes[b], n: 0, sum: 0 }));
    link.n += 1;
    link.sum += goldstein[i] / 10;
  }
  return [nodes, [...links.values()]];
}

// Where the most active of the whole run stand, from where every filter's network begins.
function homes(run: Run): Places {
  const [nodes, links] = tied(run, Array.from({ length: run.count }, (_, row) => row));
  layOut(nodes, links);
  return new Map(nodes.map((node) => [node.entity, [node.x!, node.y!]]));
}

function tie(run: Run, { source, target, n, sum }: Link, most: number): SVGElement {
  const told = `${run.name(source.entity)} and ${run.name(target.entity)}: ${n} events`;
  const ends = { x1: source.x!.toFixed(1), y1: source.y!.toFixed(1), x2: target.x!.toFixed(1), y2: target.y!.toFixed(1) };
  return svg("line", { ...ends, class: `tie ${sum < 0 ? "conflict" : "cooperation"}`, "stroke-width": (1 + grown(n, most, 1, 9)).toFixed(1) }, svg("title", {}, told));
}

function knot(page: Page, node: Node): SVGElement {
  const { run, filter } = page;
  const name = run.name(node.entity);
  const told = `${name}: ${node.n} events`;
  const kind = run.string(run.data.entities.type[node.entity]).toLowerCase();
  const chosen = filter.actor.includes(name) ? " chosen" : "";
  const [x, y] = [node.x!, node.y!];
  return svg(
    "g",
    { class: `node ${kind}${chosen}`, ...choosing(told, () => page.toggle("actor", name)) },
    svg("title", {}, told),
    svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: node.radius.toFixed(1) }),
  );
}

// The names of the most active, above their nodes, as far as none stands on another.
function labels(run: Run, nodes: Node[]): SVGElement[] {
  const placed: { x: number; y: number; half: number }[] = [];
  const texts: SVGElement[] = [];
  for (const node of nodes.slice(0, NAMED)) {
    const whole = run.name(node.entity);
    const name = whole.length > 24 ? `${whole.slice(0, 23)}…` : whole;
    const half = 4 + name.length * 3;
    const own = { x: Math.max(half, Math.min(WIDTH - half, node.x!)), y: node.y! - node.radius - 4, half };
    if (placed.some((other) => Math.abs(other.y - own.y) < 12 && Math.abs(other.x - own.x) < other.half + own.half)) continue;
    placed.push(own);
    texts.push(svg("text", { x: own.x.toFixed(1), y: own.y.toFixed(1), "text-anchor": "middle", class: "label" }, name));
  }
  return texts;
}
