// The run's data as the binary packed them: columns, texts by number, -1 for nothing.

export interface Side {
  entity: number[];
  text: number[];
  place: [number, number][];
  country: number[];
  sector: number[];
}

export interface Payload {
  run: {
    version: string;
    articles: number;
    skipped: number;
    duplicates: number;
    failures: [string, string][];
    failed: number;
    rows: number;
    // Rows that are counted, but not listed: they have no id.
    rows_unlisted: number;
    texts: number;
  };
  strings: string[];
  articles: { id: string[]; title: string[]; date: string[]; url: string[]; site: number[]; text: (string | null)[] };
  entities: { id: string[]; name: string[]; type: number[]; country: number[]; sector: number[]; mentions: number[]; latitude: (number | null)[]; longitude: (number | null)[] };
  rows: {
    id: string[];
    article: number[];
    start: number[];
    end: number[];
    source: Side;
    target: Side;
    relation: number[];
    event: number[];
    cameo: number[];
    trigger: [number, number][];
    negated: number[];
    modality: number[];
    said_by: number[];
    said_by_entity: number[];
    date: number[];
    place: number[];
    amount: number[];
    confidence: number[];
    rule: number[];
    quad: number[];
    goldstein: number[];
    evidence: number[];
  };
  mentions: { article: number[]; start: number[]; end: number[]; type: number[]; entity: number[] };
  amounts: {
    article: number[];
    start: number[];
    end: number[];
    text: number[];
    kind: number[];
    value: number[];
    unit: number[];
    qualifier: number[];
    of: number[];
  };
  statements: {
    article: number[];
    start: number[];
    end: number[];
    speaker: number[];
    speaker_text: number[];
    tone: number[];
    mode: number[];
    text: number[];
    about: number[][];
  };
}

export const QUADS = ["statements and appeals", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

export type Unit = "day" | "week" | "month";

// The name of the day, of the week by its Monday, or of the month; as much of it as is known.
export function period(day: string, unit: Unit): string {
  if (day.length < 10 || unit === "day") return day;
  if (unit === "month") return day.slice(0, 7);
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

// The run, with answers that many parts of the page ask for.
export class Run {
  // Months, or where there are few of them weeks or days, and the number of each row's; -1 where its date does not tell.
  readonly unit: Unit;
  readonly periods: string[];
  readonly periodOf: Int32Array;
  private readonly texts = new Map<number, string[]>();
  private readonly plain: boolean[] = [];
  private searched: string[] | undefined;

  constructor(readonly data: Payload) {
    const days = data.rows.article.map((_, row) => this.day(row));
    const months = new Set(days.filter((day) => day.length >= 7).map((day) => day.slice(0, 7)));
    this.unit = months.size <= 2 ? "day" : months.size <= 6 ? "week" : "month";
    const whole = this.unit === "month" ? 7 : 10;
    const named = new Map([...new Set(days)].filter((day) => day.length >= whole).map((day) => [day, period(day, this.unit)]));
    this.periods = [...new Set(named.values())].sort();
    const numbers = new Map(this.periods.map((name, i) => [name, i]));
    this.periodOf = Int32Array.from(days, (day) => numbers.get(named.get(day) ?? "") ?? -1);
  }

  string(number: number): string {
    return number < 0 ? "" : this.data.strings[number];
  }

  get count(): number {
    return this.data.rows.id.length;
  }

  isListed(row: number): boolean {
    return this.data.rows.id[row] !== "";
  }

  // The day of a row: its own where it says a whole one, else its article's.
  day(row: number): string {
    const own = this.string(this.data.rows.date[row]);
    return own.length === 10 ? own : this.data.articles.date[this.data.rows.article[row]] || own;
  }

  name(entity: number): string {
    return entity < 0 ? "" : this.data.entities.name[entity];
  }

  side(row: number, which: "source" | "target"): { entity: number; text: string; country: string; sector: string; place: [number, number] } {
    const side = this.data.rows[which];
    return {
      entity: side.entity[row],
      text: this.string(side.text[row]),
      country: this.string(side.country[row]),
      sector: this.string(side.sector[row]),
      place: side.place[row],
    };
  }

  // What is shown of a side: the entity's name, else the words.
  shown(row: number, which: "source" | "target"): string {
    const side = this.side(row, which);
    return side.entity >= 0 ? this.name(side.entity) : side.text;
  }

  // Characters as offsets count them: code points, not JavaScript's halves of them.
  slice(article: number, start: number, end: number): string {
    const text = this.data.articles.text[article];
    if (text === null || text === undefined) return "";
    // Most texts have no such halves, and can be cut as they stand.
    if (this.isPlain(article, text)) return text.slice(start, end);
    let points = this.texts.get(article);
    if (!points) {
      points = Array.from(text);
      if (this.texts.size > 64) this.texts.clear();
      this.texts.set(article, points);
    }
    return points.slice(start, end).join("");
  }

  private isPlain(article: number, text: string): boolean {
    return (this.plain[article] ??= !/[\ud800-\udfff]/.test(text));
  }

  // What a search looks through: the row's sentence, its two sides and its article's title, in lower case.
  searchable(row: number): string {
    const all = (this.searched ??= new Array<string>(this.count));
    return (all[row] ??= `${this.evidence(row)} ${this.data.articles.title[this.data.rows.article[row]]} ${this.shown(row, "source")} ${this.shown(row, "target")}`.toLowerCase());
  }

  evidence(row: number): string {
    const { article, start, end, evidence } = this.data.rows;
    return evidence[row] >= 0 ? this.string(evidence[row]) : this.slice(article[row], start[row], end[row]);
  }

  trigger(row: number): string {
    const [start, end] = this.data.rows.trigger[row];
    return this.slice(this.data.rows.article[row], start, end);
  }

  statement(i: number): string {
    const s = this.data.statements;
    return s.text[i] >= 0 ? this.string(s.text[i]) : this.slice(s.article[i], s.start[i], s.end[i]);
  }
}
