// What every part of the page is given.

import type { Run } from "../data";
import type { Filter, ListKey } from "../filter";

export interface Page {
  run: Run;
  filter: Filter;
  // Takes a value into a list of the filter, or out of it.
  toggle(key: ListKey, value: string): void;
  // Changes the filter at will.
  change(change: (filter: Filter) => void): void;
  // Opens a row's article beside the rows.
  open(row: number): void;
}

export interface View {
  element: HTMLElement;
  draw(page: Page, rows: number[]): void;
}
