// What the binary says of two runs (src/report/compare/). Pairs have the earlier run first.

export type Pair<T> = [T, T];
export type Kind = "came" | "went" | "changed" | "came_with_article" | "went_with_article";

export type Totals = Record<Kind, number>;

export interface Change {
  kind: Kind;
  article: number;
  relation_id: string;
  source: string;
  target: string;
  source_code: string;
  target_code: string;
  relation: string;
  event: string;
  cameo: string;
  negated: boolean;
  modality: string;
  date: string;
  confidence: number;
  rule: string;
  sentence: string;
  differences: { column: string; runs: Pair<string> }[];
}

export interface Entity {
  came: boolean;
  name: string;
  type: string;
  country: string;
  sector: string;
  mentions: number;
}

export interface Comparison {
  version: string;
  runs: Pair<string>;
  settings: { name: string; runs: Pair<string> }[] | null;
  counts: { of: string; runs: Pair<number> }[];
  articles_of_both: number;
  classes: (Totals & { event: string; runs: Pair<number> })[];
  totals: Totals;
  articles: { id: string; title: string; date: string; url: string }[];
  rows: Change[];
  rows_unlisted: number;
  entities: { runs: Pair<number>; came: number; went: number; listed: Entity[] };
}

export const KINDS: Kind[] = ["came", "went", "changed", "came_with_article", "went_with_article"];
export const NAMES: Record<Kind, string> = {
  came: "came",
  went: "went",
  changed: "changed",
  came_with_article: "came with their article",
  went_with_article: "went with their article",
};

// Rows that are no events are facts.
export const className = (event: string): string => event || "facts";
