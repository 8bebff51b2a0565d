// The server's clock, seen from here: timers of another device must agree with mine though its clock is wrong.
// The Date header has whole seconds, so a difference below two seconds is taken for none.
// Not here: zones and days (lib/zone.ts).
const IGNORED_MS = 2000;

export interface Clock {
  /** Milliseconds since 1970 by the server's clock. */
  now(): number;
  /** Learns from an answer: its Date header and when the question left and the answer came, by our clock. */
  observe(date: string | null, sentAt: number, arrivedAt: number): void;
}

export function createClock(local: () => number = Date.now): Clock {
  let offset = 0;
  let bestTrip = Number.POSITIVE_INFINITY;
  return {
    now: () => local() + offset,
    observe(date, sentAt, arrivedAt) {
      const stamp = date ? Date.parse(date) : Number.NaN;
      const trip = arrivedAt - sentAt;
      if (Number.isNaN(stamp) || trip > bestTrip) return;
      bestTrip = trip;
      const measured = stamp + 500 - (sentAt + trip / 2);
      offset = Math.abs(measured) < IGNORED_MS ? 0 : measured;
    },
  };
}
