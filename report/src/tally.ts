// Counts things that have numbers, as entities and countries do. An array is many times as fast as a map, and pages count 100,000 rows.

export class Tally {
  private readonly counts: Int32Array;

  constructor(size: number) {
    this.counts = new Int32Array(size);
  }

  // Numbers below 0 stand for nothing.
  add(key: number): void {
    if (key >= 0) this.counts[key] += 1;
  }

  // Both sides of a row; once where they are the same.
  addBoth(a: number, b: number): void {
    this.add(a);
    if (b !== a) this.add(b);
  }

  // The most frequent of those that are wanted, and how often they came; of equals the lowest number first.
  top(n: number, wanted: (key: number) => boolean = () => true): [number, number][] {
    const best: [number, number][] = [];
    for (let key = 0; key < this.counts.length; key++) {
      const count = this.counts[key];
      if (!count || (best.length === n && best[n - 1][1] >= count) || !wanted(key)) continue;
      if (best.length === n) best.pop();
      let at = best.length;
      while (at > 0 && best[at - 1][1] < count) at--;
      best.splice(at, 0, [key, count]);
    }
    return best;
  }
}

// The place of each of these numbers in a list, -1 for all others.
export function slots(size: number, keys: number[]): Int32Array {
  const out = new Int32Array(size).fill(-1);
  keys.forEach((key, place) => (out[key] = place));
  return out;
}
