import { strengthOf } from "@/features/identity/strength";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

const COLOURS = ["bg-accent", "bg-accent", "bg-warn", "bg-ok", "bg-ok"] as const;

/** Four strokes that fill as a password gets better, and the word for it. */
export function Strength({ password, username }: { password: string; username: string }) {
  const strength = strengthOf(password, username);
  const word = m.strength.words[strength] ?? "";
  if (!password) return null;
  return (
    <div role="meter" aria-label={m.strength.label} aria-valuemin={0} aria-valuemax={4} aria-valuenow={strength} aria-valuetext={word} className="-mt-1 flex items-center gap-1.5">
      {[1, 2, 3, 4].map((stroke) => (
        <i key={stroke} aria-hidden="true" className={cx("h-1 flex-1 rounded-full", stroke <= Math.max(1, strength) ? COLOURS[strength] : "bg-line")} />
      ))}
      <span className="w-18 text-end text-sm text-muted">{word}</span>
    </div>
  );
}
