// Where the nodes of the network stand.

import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";

export const [WIDTH, HEIGHT] = [960, 560];
// A layout from nothing takes many steps. One that begins where most nodes will stay takes few.
const [STEPS, FEW] = [260, 50];
const MARGIN = 30;

export interface Node extends SimulationNodeDatum {
  entity: number;
  n: number;
}

export interface Link extends SimulationLinkDatum<Node> {
  source: Node;
  target: Node;
  n: number;
  sum: number;
}

export type Places = Map<number, [number, number]>;

export const radius = (node: Node): number => 4 + 2 * Math.sqrt(node.n);

// Lays out a network. A node begins at its place in `home`, or on a spiral, and takes a fixed number of steps: the same rows give the
// same picture, and a node stays about where it was when the filter changes.
export function layOut(nodes: Node[], links: Link[], home?: Places): void {
  nodes.forEach((node, i) => {
    const [x, y] = home?.get(node.entity) ?? [WIDTH / 2 + 12 * Math.sqrt(i) * Math.cos(i * 2.4), HEIGHT / 2 + 12 * Math.sqrt(i) * Math.sin(i * 2.4)];
    Object.assign(node, { x, y });
  });
  forceSimulation(nodes)
    .alphaDecay(1 - 0.001 ** (1 / (home ? FEW : STEPS)))
    .force("link", forceLink<Node, Link>(links).distance(90).strength((l) => 0.08 + 0.3 * Math.min(1, l.n / 10)))
    .force("charge", forceManyBody().strength(-260))
    .force("center", forceCenter(WIDTH / 2, HEIGHT / 2))
    .force("x", forceX(WIDTH / 2).strength(0.05))
    .force("y", forceY(HEIGHT / 2).strength(0.09))
    .force("collide", forceCollide<Node>((node) => radius(node) + 12))
    .stop()
    .tick(home ? FEW : STEPS);
  const inside = (value: number, most: number) => Math.max(MARGIN, Math.min(most - MARGIN, value));
  for (const node of nodes) {
    node.x = inside(node.x ?? 0, WIDTH);
    node.y = inside(node.y ?? 0, HEIGHT);
  }
}
