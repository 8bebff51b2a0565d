// One line for everything: "reading 30m #book" logs it, "reading #book" starts a timer. It tells beforehand what Enter will do.
import { type SyntheticEvent, useEffect, useRef } from "react";
import { type Location, useLocation } from "react-router";
import type { DayView } from "@/features/activities/day/useDay";
import { type Line, parseLine } from "@/features/activities/parse";
import { placeLine, type Span } from "@/features/activities/place";
import type { Timer } from "@/features/activities/useTimer";
import { GIVE_BACK } from "@/features/activities/writes";
import { duration, timeOfDay } from "@/lib/format";
import { m } from "@/lib/messages";
import { useDraft } from "@/lib/useDraft";
import { newTarget, useOutboxDispatch, write } from "@/outbox/write";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";

/** A navigation with this state puts the cursor into the line. */
export const FOCUS_LINE = "focus-line";
const MINUTE_MS = 60_000;
const LONGEST_NAME = 100;

function preview({ name, tags }: Line, span: Span | null, zone: string): string {
  const what = [name, ...tags.map((tag) => `#${tag}`)].join(" ");
  if (!name) return m.now.noName;
  if (name.length > LONGEST_NAME) return m.entry.nameLong;
  if (!span) return m.now.wouldStart(what);
  return m.now.wouldLog(what, duration((span.to - span.from) / MINUTE_MS), timeOfDay(span.from, zone), timeOfDay(span.to, zone));
}

/** Puts the cursor into the line when asked: by a key, by "Fill", by a refusal. */
function useLineFocus(setText: (text: string) => void) {
  const input = useRef<HTMLInputElement>(null);
  const { state, key } = useLocation() as Location<unknown>;
  useEffect(() => {
    if (state === FOCUS_LINE) input.current?.focus();
  }, [state, key]);
  useEffect(() => {
    const give = (event: Event) => {
      setText((event as CustomEvent<string>).detail);
      input.current?.focus();
    };
    window.addEventListener(GIVE_BACK, give);
    return () => window.removeEventListener(GIVE_BACK, give);
  }, [setText]);
  return input;
}

export function LogLine({ view, onStart }: { view: DayView; onStart: Timer["start"] }) {
  const [text, setText] = useDraft("line");
  const input = useLineFocus(setText);
  const dispatch = useOutboxDispatch();
  const line = parseLine(text);
  const { day, zone, isToday, lastEnd, bounds } = view;
  const span = placeLine(line, { day, zone, now: bounds.now, isToday, lastEnd });
  const isGood = line.name !== "" && line.name.length <= LONGEST_NAME;

  const begin = () => {
    if (!isGood) {
      input.current?.focus();
      return;
    }
    onStart({ name: line.name, tags: line.tags, typed: text });
    setText("");
  };
  const log = () => {
    if (!isGood || !span) {
      input.current?.focus();
      return;
    }
    const body = {
      activity_name: line.name,
      tags: line.tags,
      started_at: new Date(span.from).toISOString(),
      ended_at: new Date(span.to).toISOString(),
    };
    if (dispatch(write({ type: "activity.create", target: newTarget(), body, typed: text }))) setText("");
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (span) log();
    else begin();
  };

  return (
    <form onSubmit={submit} className="grid grid-cols-[1fr_auto] items-center">
      <input
        ref={input}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={m.now.label}
        aria-describedby="line-preview"
        placeholder={m.now.placeholder}
        autoComplete="off"
        enterKeyHint="done"
        className="w-full min-w-0 rounded-lg bg-transparent px-4 py-3.5 text-ellipsis -outline-offset-2 md:px-4.5"
      />
      <div className="flex gap-2 px-2">
        <Button onClick={begin} className={cx(span && "max-md:hidden")}>
          {m.now.start}
        </Button>
        <Button onClick={log} className={cx(!span && "max-md:hidden")}>
          {m.now.log}
        </Button>
      </div>
      <p id="line-preview" aria-live="polite" className="col-span-2 px-4 text-sm text-muted not-empty:pb-2.5 md:px-4.5">
        {text.trim() && preview(line, span, zone)}
      </p>
    </form>
  );
}
