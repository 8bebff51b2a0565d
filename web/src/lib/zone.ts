// Days in a zone, by Intl alone. A day is its ISO date ("2026-11-21"); it may have 23 or 25 hours.
// Not here: how times look (lib/format.ts).
export type Day = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const HOUR_MS = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a wall clock in the zone shows, as if it were UTC. */
function wallClock(at: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of partsIn(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The instant at which a wall clock in the zone shows this time. A time that the clocks skip is taken an hour later,
 * one that they show twice is taken as the first.
 */
function instantOf(wall: number, zone: string): number {
  const early = wall - (wallClock(wall - 24 * HOUR_MS, zone) - (wall - 24 * HOUR_MS));
  const late = wall - (wallClock(wall + 24 * HOUR_MS, zone) - (wall + 24 * HOUR_MS));
  if (wallClock(early, zone) === wall) return early;
  return wallClock(late, zone) === wall ? late : early;
}

export function isDay(text: string): boolean {
  const at = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function dayOf(at: number, zone: string): Day {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 10);
}

export function startOf(day: Day, zone: string): number {
  return instantOf(Date.parse(`${day}T00:00:00Z`), zone);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10);
}

export function endOf(day: Day, zone: string): number {
  return startOf(addDays(day, 1), zone);
}

/** The instant of a time of day, `minutes` after midnight by the wall clock. */
export function atMinutes(day: Day, minutes: number, zone: string): number {
  return instantOf(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000, zone);
}

/** Minutes after midnight by the wall clock. */
export function minutesOf(at: number, zone: string): number {
  const wall = new Date(wallClock(at, zone));
  return wall.getUTCHours() * 60 + wall.getUTCMinutes();
}

/** The week's number by ISO 8601. */
export function weekOf(day: Day): number {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return Math.ceil(((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / (24 * HOUR_MS) + 1) / 7);
}

/** The profile's zone; UTC is what a profile has that nobody filled in, so then it is this device's. */
export function zoneOf(profile: string | undefined): string {
  const device = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return profile && profile !== "UTC" ? profile : device;
}
