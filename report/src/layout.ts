// Where the nodes of the network stand.

import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";

export const [WIDTH, HEIGHT] = [960, 560];
// A layout from nothing takes many steps. One that begins where most nodes will stay takes few.
const [STEPS, FEW] = [260, 50];
const MARGIN = 34;
const MOST_DRAWN_OUT = 1.5;

export interface Node extends SimulationNodeDatum {
  entity: number;
  n: number;
  radius: number;
}

export interface Link extends SimulationLinkDatum<Node> {
  source: Node;
  target: Node;
  n: number;
  sum: number;
}

export type Places = Map<number, [number, number]>;

// What is drawn grows with the root of its count, and no further than there is room for: of large runs it is a share of the largest.
export const grown = (n: number, most: number, step: number, room: number): number => Math.min(step * Math.sqrt(n), room * Math.sqrt(n / most));

// Lays out a network. A node begins at its place in `home`, or on a spiral, and takes a fixed number of steps: the same rows give the
// same picture, and a node stays about where it was when the filter changes.
export function layOut(nodes: Node[], links: Link[], home?: Places): void {
  nodes.forEach((node, i) => {
    const [x, y] = home?.get(node.entity) ?? [WIDTH / 2 + 12 * Math.sqrt(i) * Math.cos(i * 2.4), HEIGHT / 2 + 12 * Math.sqrt(i) * Math.sin(i * 2.4)];
    Object.assign(node, { x, y });
  });
  forceSimulation(nodes)
    .alphaDecay(1 - 0.001 ** (1 / (home ? FEW : STEPS)))
    .force("link", forceLink<Node, Link>(links).distance(100).strength((l) => 0.08 + 0.3 * Math.min(1, l.n / 10)))
    .force("charge", forceManyBody().strength(-320))
    .force("center", forceCenter(WIDTH / 2, HEIGHT / 2))
    .force("x", forceX(WIDTH / 2).strength(0.07))
    .force("y", forceY(HEIGHT / 2).strength(0.13))
    .force("collide", forceCollide<Node>((node) => node.radius + 12))
    .stop()
    .tick(home ? FEW : STEPS);
  fit(nodes, "x", WIDTH);
  fit(nodes, "y", HEIGHT);
}

// Draws the layout out, or together, to fill the picture: cut off at its edges, nodes would stand on each other there.
function fit(nodes: Node[], axis: "x" | "y", size: number): void {
  const values = nodes.map((node) => node[axis] ?? 0);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const scale = Math.min(MOST_DRAWN_OUT, (size - 2 * MARGIN) / Math.max(1, most - least));
  for (const node of nodes) node[axis] = size / 2 + ((node[axis] ?? 0) - (least + most) / 2) * scale;
}
