// Where it happened: events by the country or town that their clause names, on the outline of the world.

import { el, number, svg } from "../dom";
import { Tally } from "../tally";
import { LAND, NORTH, WIDTH } from "../world";
import { tint } from "./matrix";
import { choosing, saving, section } from "./parts";
import type { Page, View } from "./view";

// Down to Cape Horn: nothing is told of further south.
const HEIGHT = 376;
const STEP = WIDTH / 360;
const SHOWN = 250;
const LABELLED = 12;

export function map(): View {
  const holder = el("div", { class: "picture" });
  const remark = "Events whose clause names a place that is known. Size is the number of events; colour goes from conflict (orange) to cooperation (blue). Choose a place to filter.";
  const element = section("map", "Where", remark, holder, saving(holder, "map"));
  const draw = (page: Page, rows: number[]) => {
    const { run, filter } = page;
    const { event, place, goldstein } = run.data.rows;
    const { latitude, longitude } = run.data.entities;
    const found = new Tally(latitude.length);
    const scores = new Float64Array(latitude.length);
    let elsewhere = 0;
    for (const i of rows) {
      if (event[i] < 0 || place[i] < 0) continue;
      if (latitude[place[i]] === null) {
        elsewhere += 1;
        continue;
      }
      found.add(place[i]);
      scores[place[i]] += goldstein[i] / 10;
    }
    const places = found.top(SHOWN);
    if (!places.length) {
      holder.replaceChildren(el("p", { class: "nothing" }, "No event at a known place is shown."));
      return;
    }
    const most = places[0][1];
    const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "wide", role: "group", "aria-label": "Places of events" }, svg("path", { d: LAND, class: "land" }));
    const labels: { x: number; y: number; half: number; name: string }[] = [];
    places.forEach(([entity, n], rank) => {
      const name = run.name(entity);
      const mean = scores[entity] / n;
      const x = (longitude[entity]! + 180) * STEP;
      const y = (NORTH - latitude[entity]!) * STEP;
      const told = `${name}: ${number(n)} events, Goldstein mean ${mean.toFixed(1)}`;
      const choose = () => page.toggle("place", name);
      const radius = 2.5 + 15 * Math.sqrt(n / most);
      const chosen = filter.place.includes(name) ? " chosen" : "";
      drawn.append(
        svg(
          "circle",
          { cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1), fill: tint(mean), class: `spot${chosen}`, "data-place": name, ...choosing(told, choose) },
          svg("title", {}, told),
        ),
      );
      const label = { x, y: y - radius - 3, half: 4 + name.length * 3, name };
      const free = labels.every((other) => Math.abs(other.y - label.y) > 12 || Math.abs(other.x - label.x) > other.half + label.half);
      if (free && labels.length < LABELLED && rank < 3 * LABELLED) labels.push(label);
    });
    // Names stand before all spots.
    for (const { x, y, name } of labels) drawn.append(svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": "middle", class: "label" }, name));
    const rest = elsewhere ? el("p", { class: "note" }, `${number(elsewhere)} more are at places whose position is not known.`) : null;
    holder.replaceChildren(drawn, ...(rest ? [rest] : []));
  };
  return { element, draw };
}
