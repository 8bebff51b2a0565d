// Reads one line as an entry: "reading 30m #book", "9:15-10:00 standup", "1:30 review", "1.5h", "90m".
// What is no time and no tag is the name. Pure.
// Not here: which day and which now it means (place.ts).
export interface Line {
  name: string;
  tags: string[];
  /** Minutes after midnight; the end may be on the next day. */
  range: { from: number; to: number } | null;
  minutes: number | null;
}

const DAY_MINUTES = 24 * 60;
const TAG = /(^|\s)#([\p{L}\p{N}_-]+)/gu;
const CLOCK = String.raw`([01]?\d|2[0-4])(?::([0-5]\d))?`;
const RANGE = new RegExp(String.raw`(?<=^|\s)${CLOCK}\s*[-–—]\s*${CLOCK}(?=\s|$)`, "u");
const COLON = /(?<=^|\s)(\d{1,2}):([0-5]\d)(?=\s|$)/u;
const HOURS = /(?<=^|\s)(\d+(?:[.,]\d+)?)\s?(?:h|hrs?|hours?)(?:\s?([0-5]?\d)(?:\s?(?:m|min|minutes?))?)?(?=\s|$)/iu;
const MINUTES = /(?<=^|\s)(\d+)\s?(?:m|mins?|minutes?)(?=\s|$)/iu;

function rangeIn(text: string): { range: Line["range"]; match: string } | null {
  const found = RANGE.exec(text);
  if (!found) return null;
  const [match, h1, m1, h2, m2] = found;
  // "chapters 9-10" is no time: one side must look like a clock.
  if (m1 === undefined && m2 === undefined) return null;
  const from = Number(h1) * 60 + Number(m1 ?? 0);
  const to = Number(h2) * 60 + Number(m2 ?? 0);
  if (from >= DAY_MINUTES || to > DAY_MINUTES || from === to) return null;
  return { match, range: { from, to: to > from ? to : to + DAY_MINUTES } };
}

function minutesIn(text: string): { minutes: number; match: string } | null {
  const colon = COLON.exec(text);
  if (colon) return { match: colon[0], minutes: Number(colon[1]) * 60 + Number(colon[2]) };
  const hours = HOURS.exec(text);
  if (hours) return { match: hours[0], minutes: Math.round(Number(hours[1]?.replace(",", ".")) * 60) + Number(hours[2] ?? 0) };
  const minutes = MINUTES.exec(text);
  return minutes && { match: minutes[0], minutes: Number(minutes[1]) };
}

export function parseLine(text: string): Line {
  const tags = [...new Map([...text.matchAll(TAG)].map(([, , tag = ""]) => [tag.toLowerCase(), tag])).values()];
  let rest = text.replace(TAG, "$1");
  const ranged = rangeIn(rest);
  const timed = ranged ? null : minutesIn(rest);
  const match = ranged?.match ?? timed?.match;
  if (match !== undefined) rest = rest.replace(match, " ");
  return {
    name: rest.replace(/\s+/gu, " ").trim(),
    tags,
    range: ranged?.range ?? null,
    minutes: timed && timed.minutes > 0 ? timed.minutes : null,
  };
}
