// How a text is read, and why it gives its rows.

import { el } from "../dom";
import { open } from "../open";
import type { Told } from "./data";
import { misses, readings } from "./readings";
import { rows } from "./rows";
import { text } from "./text";
import { trees } from "./trees";

open<Told>((root, told) => {
  const drawn = trees(told);
  const parts = [text(told), rows(told, drawn.mark), drawn.element, readings(told), misses(told)];
  root.replaceChildren(el("header", { class: "top" }, el("h1", {}, "How it is read")), ...parts.filter((part) => part !== null), el("p", { class: "note" }, `Made by dossier ${told.version}`));
  root.dataset.complete = "";
});
