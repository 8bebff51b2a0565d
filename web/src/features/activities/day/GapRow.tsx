// Time that nothing was written about.
import type { Row } from "@/features/activities/day/timeline";
import { GIVE_BACK } from "@/features/activities/writes";
import { duration, timeOfDay } from "@/lib/format";
import { m } from "@/lib/messages";

const MINUTE_MS = 60_000;

export function GapRow({ gap, zone }: { gap: Extract<Row, { kind: "gap" }>; zone: string }) {
  const [from, to] = [timeOfDay(gap.from, zone), timeOfDay(gap.to, zone)];
  const length = duration(Math.round((gap.to - gap.from) / MINUTE_MS));
  const fill = () => window.dispatchEvent(new CustomEvent(GIVE_BACK, { detail: `${from}-${to} ` }));
  return (
    <div className="my-0.75 me-2.5 ms-3 flex items-center justify-between gap-3 rounded-[7px] border border-dashed border-line ps-3 text-sm text-muted">
      <span className="py-2">{gap.isOpen ? m.day.gapNow(length) : m.day.gap(length)}</span>
      <button
        type="button"
        data-row
        onClick={fill}
        aria-label={m.day.fillLabel(from, to)}
        className="self-stretch rounded-[7px] px-3 font-medium text-accent hover:underline"
      >
        {m.day.fill}
      </button>
    </div>
  );
}
