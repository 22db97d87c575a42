// Who is tied to whom in what is shown: at most so many entities, the most active.

import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";
import { el, svg } from "../dom";
import { choosing, saving, section } from "./parts";
import type { Page, View } from "./view";

const SHOWN = 60;
const [WIDTH, HEIGHT] = [960, 560];

interface Node extends SimulationNodeDatum {
  entity: number;
  n: number;
}

interface Link extends SimulationLinkDatum<Node> {
  n: number;
  sum: number;
}

export function network(): View {
  const holder = el("div", { class: "picture" });
  const element = section("network", "The network", `The ${SHOWN} most active in what is shown, tied by their events. Blue ties are cooperation, orange ones conflict. Choose one to filter.`, holder, saving(holder, "network"));
  const draw = (page: Page, rows: number[]) => {
    const { run, filter } = page;
    const { source, target, event, goldstein } = run.data.rows;
    const active = new Map<number, number>();
    const ties = rows.filter((i) => event[i] >= 0 && source.entity[i] >= 0 && target.entity[i] >= 0 && source.entity[i] !== target.entity[i]);
    for (const i of ties) for (const e of [source.entity[i], target.entity[i]]) active.set(e, (active.get(e) ?? 0) + 1);
    const nodes: Node[] = [...active].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, SHOWN).map(([entity, n]) => ({ entity, n }));
    const at = new Map(nodes.map((node) => [node.entity, node]));
    const links = new Map<string, Link>();
    for (const i of ties) {
      const [a, b] = [at.get(source.entity[i]), at.get(target.entity[i])];
      if (!a || !b) continue;
      const key = [a.entity, b.entity].sort((x, y) => x - y).join(" ");
      const link = links.get(key) ?? { source: a, target: b, n: 0, sum: 0 };
      link.n += 1;
      link.sum += goldstein[i] / 10;
      links.set(key, link);
    }
    if (!nodes.length) {
      holder.replaceChildren(el("p", { class: "nothing" }, "No event between two that are known is shown."));
      return;
    }
    const all = [...links.values()];
    const radius = (node: Node) => 4 + 2 * Math.sqrt(node.n);
    // The layout begins on a spiral and takes a fixed number of steps: the same rows give the same picture.
    nodes.forEach((node, i) => Object.assign(node, { x: WIDTH / 2 + 12 * Math.sqrt(i) * Math.cos(i * 2.4), y: HEIGHT / 2 + 12 * Math.sqrt(i) * Math.sin(i * 2.4) }));
    forceSimulation(nodes)
      .force("link", forceLink<Node, Link>(all).distance(90).strength((l) => 0.08 + 0.3 * Math.min(1, l.n / 10)))
      .force("charge", forceManyBody().strength(-260))
      .force("center", forceCenter(WIDTH / 2, HEIGHT / 2))
      .force("x", forceX(WIDTH / 2).strength(0.05))
      .force("y", forceY(HEIGHT / 2).strength(0.09))
      .force("collide", forceCollide<Node>((node) => radius(node) + 12))
      .stop()
      .tick(260);
    const inside = (value: number, most: number) => Math.max(30, Math.min(most - 30, value));
    for (const node of nodes) {
      node.x = inside(node.x ?? 0, WIDTH);
      node.y = inside(node.y ?? 0, HEIGHT);
    }
    const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "wide", role: "group", "aria-label": "Network of those who act" });
    for (const link of all) {
      const [a, b] = [link.source as Node, link.target as Node];
      const kind = link.sum < 0 ? "conflict" : "cooperation";
      drawn.append(
        svg("line", { x1: a.x!.toFixed(1), y1: a.y!.toFixed(1), x2: b.x!.toFixed(1), y2: b.y!.toFixed(1), class: `tie ${kind}`, "stroke-width": (1 + Math.sqrt(link.n)).toFixed(1) },
          svg("title", {}, `${run.name(a.entity)} and ${run.name(b.entity)}: ${link.n} events`)),
      );
    }
    nodes.forEach((node, i) => {
      const name = run.name(node.entity);
      const choose = () => page.toggle("actor", name);
      const kind = run.string(run.data.entities.type[node.entity]);
      const group = svg("g", { class: `node ${kind.toLowerCase()}${filter.actor.includes(name) ? " chosen" : ""}`, ...choosing(`${name}: ${node.n} events`, choose) });
      group.append(svg("title", {}, `${name}: ${node.n} events`), svg("circle", { cx: node.x!.toFixed(1), cy: node.y!.toFixed(1), r: radius(node).toFixed(1) }));
      if (i < 28) group.append(svg("text", { x: node.x!.toFixed(1), y: (node.y! - radius(node) - 4).toFixed(1), "text-anchor": "middle", class: "label" }, name.length > 24 ? `${name.slice(0, 23)}…` : name));
      drawn.append(group);
    });
    holder.replaceChildren(drawn);
  };
  return { element, draw };
}
