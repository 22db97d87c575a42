// What the binary says of a text (src/pipeline/explained.rs). Offsets count code points.

export interface Word {
  text: string;
  lemma: string;
  upos: string;
  deprel: string;
  head: number | null;
  start: number;
  end: number;
}

export interface Mention {
  start: number;
  end: number;
  text: string;
  type: string;
  score: number;
  source: string;
  value: string;
}

export interface Row {
  relation_id: string;
  sentence: number;
  subject_text: string;
  subject_start: number | null;
  subject_end: number | null;
  subject_country: string;
  subject_sector: string;
  relation: string;
  event: string | null;
  cameo: string | null;
  trigger: string;
  trigger_start: number;
  trigger_end: number;
  object_text: string;
  object_start: number | null;
  object_end: number | null;
  object_country: string;
  object_sector: string;
  negated: boolean;
  modality: string;
  attributed_to: string;
  date: string;
  confidence: number;
  rule: string;
}

export interface Party {
  words: [string, number][];
  nobody: number;
}

export interface Told {
  version: string;
  text: string;
  sentences: Word[][];
  mentions: Mention[];
  rows: Row[];
  misses: { rule: string; trigger: string; reason: string }[];
  events: { class: string; trigger: string; probability: number; of_class: number; source: Party; target: Party; modality: string; negated: number }[];
  facts: { relation: string; subject: string; object: string; probability: number }[];
}

export type Place = "source" | "trigger" | "target";

// Where a row's parties and its trigger stand.
export function places(row: Row): [Place, number, number][] {
  const all: [Place, number | null, number | null][] = [
    ["source", row.subject_start, row.subject_end],
    ["trigger", row.trigger_start, row.trigger_end],
    ["target", row.object_start, row.object_end],
  ];
  return all.filter((place): place is [Place, number, number] => place[1] !== null && place[2] !== null);
}
