// Parts that several views share.

import { el } from "../dom";
import { painting, picture } from "../save";

export function section(id: string, title: string, remark: string, ...children: (HTMLElement | null)[]): HTMLElement {
  return el("section", { id, "aria-labelledby": `${id}-title` }, el("header", {}, el("h2", { id: `${id}-title` }, title), el("p", {}, remark)), ...children);
}

// Buttons that save the picture in a holder: an SVG as it stands, a canvas as PNG.
export function saving(holder: HTMLElement, name: string): HTMLElement {
  const save = () => {
    const drawn = holder.querySelector("svg");
    const canvas = holder.querySelector("canvas");
    if (drawn) picture(drawn, `${name}.svg`);
    else if (canvas) painting(canvas, `${name}.png`);
  };
  return el("button", { type: "button", class: "save", click: save }, "Save picture");
}

// What a part of a picture has that is chosen as a button is, with the mouse or the keyboard.
export function choosing(told: string, choose: () => void): Record<string, string | number | ((event: Event) => void)> {
  const keydown = (event: Event) => {
    if (!["Enter", " "].includes((event as KeyboardEvent).key)) return;
    event.preventDefault();
    choose();
  };
  return { tabindex: 0, role: "button", "aria-label": told, click: choose, keydown };
}

// A value that can be chosen, with how often it is there.
export function choice(text: string, count: string, chosen: boolean, choose: () => void, note = "", ...before: Node[]): HTMLElement {
  const name = el("span", { class: "name", title: text }, text, note ? el("span", { class: "code" }, note) : null);
  return el("button", { type: "button", class: "choice", "aria-pressed": String(chosen), click: choose }, ...before, name, el("span", { class: "count" }, count));
}
