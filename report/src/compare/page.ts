// What every part of the page is given.

import type { Comparison } from "./data";
import type { Filter } from "./filter";

export interface Page {
  data: Comparison;
  filter: Filter;
  // Takes a value into a list of the filter, or out of it.
  toggle(list: "event" | "kind", value: string): void;
  change(change: (filter: Filter) => void): void;
}
