// How long to wait before the next attempt: full jitter, so that a thousand tabs do not come back at once.
const BASE_MS = 500;
const CAP_MS = 30_000;

export function backoff(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt);
}
