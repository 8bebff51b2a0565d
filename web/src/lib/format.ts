// How times, days and durations look. Zones and languages by Intl, formats made once.
// Not here: day arithmetic (lib/zone.ts), words (lib/messages).
import { m } from "@/lib/messages";
import { type Day, dayOf } from "@/lib/zone";

const LOCALE = "en-GB";
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone });
    formats.set(key, found);
  }
  return found;
}

/** "9:05": no zero before the hour, as in a daybook. */
export function timeOfDay(at: number, zone: string): string {
  return format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at).replace(/^0/, "");
}

/** "9:05:07". */
export function timeWithSeconds(at: number, zone: string): string {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return format(zone, options).format(at).replace(/^0/, "");
}

/** "Saturday, 21 November", with the year when it is not this one. */
export function longDay(day: Day, today: Day): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric";
  const text = format("UTC", { weekday: "long", day: "numeric", month: "long", year }).format(Date.parse(day));
  return text.replace(/^(\p{L}+),? /u, "$1, ");
}

/** "Sat 21 Nov", with the year when it is not this one. */
export function shortDay(day: Day, today: Day): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric";
  return format("UTC", { weekday: "short", day: "numeric", month: "short", year }).format(Date.parse(day)).replace(",", "");
}

/** "9:05" today, else "Fri 27 Nov, 9:05". */
export function dayAndTime(at: number, zone: string, today: Day): string {
  const day = dayOf(at, zone);
  return day === today ? timeOfDay(at, zone) : `${shortDay(day, today)}, ${timeOfDay(at, zone)}`;
}

/** Everything about an instant, for a hover. */
export function exact(at: number, zone: string): string {
  return format(zone, { dateStyle: "full", timeStyle: "long" }).format(at);
}

/** "48 min", "2 h 00", "1 h 15". */
export function duration(minutes: number): string {
  if (minutes < 60) return m.time.minutes(minutes);
  return m.time.hours(Math.floor(minutes / 60), String(minutes % 60).padStart(2, "0"));
}

/** A running clock: "0:07", "1:24:07". */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, min, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(min)}:${two(s)}` : `${min}:${two(s)}`;
}

/** "5 minutes ago", "2 days ago". */
export function relative(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
  const minutes = Math.round((at - now) / 60_000);
  if (Math.abs(minutes) < 1) return m.time.now;
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 24 * 60) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}
