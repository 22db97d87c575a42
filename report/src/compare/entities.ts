// Entities that one run has and the other one lacks.

import { el, number } from "../dom";
import { section } from "../views/parts";
import type { Comparison, Entity } from "./data";

const SHOWN = 20;

export function entities({ entities }: Comparison): HTMLElement {
  const remark = "Entities by their uid, those mentioned most first. An entity that is known by a fuller name went and came.";
  const column = (title: string, all: number, listed: Entity[]) => {
    const items = listed.map(item);
    const rest = items.slice(SHOWN);
    const list = el("ul", { class: "ranked" }, ...items.slice(0, SHOWN));
    const more = rest.length ? el("details", {}, el("summary", {}, `${number(rest.length)} more`), el("ul", { class: "ranked" }, ...rest)) : null;
    const unlisted = all > listed.length ? el("p", { class: "note" }, `${number(all - listed.length)} that are mentioned less are counted, but not listed.`) : null;
    return el("div", {}, el("h3", {}, `${title}: ${number(all)}`), items.length ? list : el("p", { class: "nothing" }, "none"), more, unlisted);
  };
  const came = entities.listed.filter((one) => one.came);
  const went = entities.listed.filter((one) => !one.came);
  return section("entities", "Entities", remark, el("div", { class: "columns" }, column("Came", entities.came, came), column("Went", entities.went, went)));
}

function item(one: Entity): HTMLElement {
  const codes = [one.country, one.sector].filter(Boolean).join(" ");
  const name = el("span", { class: "name", title: one.name }, one.name, el("span", { class: "code" }, [one.type.toLowerCase(), codes].filter(Boolean).join(" ")));
  return el("li", {}, el("span", { class: "choice" }, name, el("span", { class: "count" }, number(one.mentions))));
}
