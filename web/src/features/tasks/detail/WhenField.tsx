// A day and, if wanted, a time of it.
import { X } from "lucide-react";
import { useId } from "react";
import { dueOf, toInstant } from "@/lib/due";
import { m } from "@/lib/messages";
import { IconButton } from "@/ui/Button";
import { inputClass } from "@/ui/Field";

interface WhenFieldProps {
  label: string;
  hint: string;
  timeLabel: string;
  value: string | null;
  zone: string;
  onChange: (instant: string | null) => void;
}

const two = (n: number) => String(n).padStart(2, "0");
const CLOCK = /^(\d{2}):(\d{2})/;

export function WhenField({ label, hint, timeLabel, value, zone, onChange }: WhenFieldProps) {
  const id = useId();
  const due = value ? dueOf(value, zone) : null;
  const minutes = due?.minutes ?? null;
  const setDay = (day: string) => onChange(day ? toInstant({ day, minutes }, zone) : null);
  const setTime = (clock: string) => {
    const [, hours, rest] = CLOCK.exec(clock) ?? [];
    if (due) onChange(toInstant({ day: due.day, minutes: hours ? Number(hours) * 60 + Number(rest) : null }, zone));
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-1">
      <legend className="mb-1 text-sm font-semibold">{label}</legend>
      <div className="flex items-center gap-2 max-md:gap-1">
        <input type="date" aria-label={label} aria-describedby={id} value={due?.day ?? ""} onChange={({ target }) => setDay(target.value)} className={`${inputClass} basis-36 max-md:px-2`} />
        <input
          type="time"
          aria-label={timeLabel}
          disabled={!due}
          value={minutes === null ? "" : `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`}
          onChange={({ target }) => setTime(target.value)}
          className={`${inputClass} max-w-32 shrink-0 basis-29 disabled:opacity-55 max-md:px-1.5`}
        />
        <IconButton weight="bare" label={m.tasks.detail.clear(label)} disabled={!due} onClick={() => onChange(null)}>
          <X aria-hidden="true" size={16} />
        </IconButton>
      </div>
      <p id={id} className="text-sm text-muted">
        {hint}
      </p>
    </fieldset>
  );
}
