// jsdom lacks what a browser has; and nothing of one test is left for the next.
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

// A machine that builds something else meanwhile is slow; what appears is seen at once all the same.
configure({ asyncUtilTimeout: 20_000 });

// Each test file begins at noon, UTC: half an hour ago is today in every zone that a test names.
const RealDate = Date;
const untilNoon = new RealDate().setUTCHours(12, 0, 0, 0) - RealDate.now();

class DateFromNoon extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    super(...((given.length > 0 ? given : [DateFromNoon.now()]) as [number]));
  }

  static override now(): number {
    return RealDate.now() + untilNoon;
  }
}

globalThis.Date = DateFromNoon as DateConstructor;

class NoResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Nothing is ever scrolled to. */
class NoIntersections extends NoResizes implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = "";
  readonly scrollMargin = "";
  readonly thresholds = [];
  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
}

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
  window.ResizeObserver = NoResizes;
  window.IntersectionObserver = NoIntersections;
  window.scrollTo = () => undefined;
  // Somebody looks at the page.
  document.hasFocus = () => true;
  window.matchMedia = (media) => Object.assign(new EventTarget(), { media, matches: media.includes("min-width") }) as MediaQueryList;
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, "", "/");
});
