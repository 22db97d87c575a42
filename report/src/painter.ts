// Draws what is on the screen first, and the rest when the browser has time, so that a filter answers at once.

import type { Page, View } from "./views/view";

// Time that a part of the page may take when it is drawn between two pictures of the screen.
const SLICE = 12;

export class Painter {
  private waiting: View[] = [];
  private task = 0;
  private rest: () => void = () => {};

  // `done` is told that all of the page shows what `draw` was last given.
  constructor(
    private readonly views: View[],
    private readonly done: () => void,
  ) {}

  draw(page: Page, rows: number[]): void {
    cancel(this.task);
    // Places are asked for before anything is drawn: afterwards the browser would have to lay out the page to answer.
    const seen = new Set(this.views.filter(isSeen));
    for (const view of seen) timed(view, page, rows);
    this.waiting = this.views.filter((view) => !seen.has(view));
    const goOn = (enough: () => boolean) => {
      do {
        const view = this.waiting.shift();
        if (view) timed(view, page, rows);
      } while (this.waiting.length && !enough());
      if (this.waiting.length) this.task = later(goOn);
      else this.done();
    };
    this.rest = () => goOn(() => false);
    this.task = later(goOn);
  }

  // Draws at once whatever still waits, as paper does not.
  finish(): void {
    if (!this.waiting.length) return;
    cancel(this.task);
    this.rest();
  }

}

// Developer tools and scripts/bench/report.mjs show what each part took.
function timed(view: View, page: Page, rows: number[]): void {
  const start = performance.now();
  view.draw(page, rows);
  performance.measure(view.element.id, { start });
}

function isSeen(view: View): boolean {
  const box = view.element.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}

// Safari has no idle callbacks.
const idles = "requestIdleCallback" in globalThis;

function later(work: (enough: () => boolean) => void): number {
  if (idles) return requestIdleCallback((idle) => work(() => idle.timeRemaining() < SLICE), { timeout: 300 });
  return window.setTimeout(() => {
    const start = performance.now();
    work(() => performance.now() - start > SLICE);
  }, 1);
}

function cancel(task: number): void {
  if (idles) cancelIdleCallback(task);
  else clearTimeout(task);
}
