// Whether what is new comes on top, and how many wait because I read further down or paused it.
import { ArrowUp, Pause, Play } from "lucide-react";
import type { Tail } from "@/features/logs/useTail";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Kbd } from "@/ui/Kbd";

export function TailBar({ tail }: { tail: Tail }) {
  const { fresh, isPaused, pause, goOn } = tail;
  return (
    <div className="mb-2 flex min-h-9 items-center gap-3">
      <p className="flex min-w-0 items-center gap-2 text-sm text-muted">
        <i aria-hidden="true" className={cx("size-2 flex-none rounded-full", isPaused ? "bg-warn" : "bg-ok")} />
        {isPaused ? m.logs.isPaused : m.logs.isLive}
      </p>
      <Button weight="bare" onClick={isPaused ? goOn : pause} title={isPaused ? undefined : m.logs.pauseHint} className="ms-auto">
        {isPaused ? <Play aria-hidden="true" size={15} /> : <Pause aria-hidden="true" size={15} />}
        {isPaused ? m.logs.goOn : m.logs.pause}
        <Kbd>p</Kbd>
      </Button>
      <div role="status" className="pointer-events-none fixed inset-x-0 top-3 z-30 grid justify-items-center md:ps-54">
        {fresh > 0 && (
          <Button weight="main" onClick={goOn} className="pointer-events-auto rounded-full! shadow-float">
            <ArrowUp aria-hidden="true" size={15} />
            {m.logs.fresh(fresh)}
          </Button>
        )}
      </div>
    </div>
  );
}
