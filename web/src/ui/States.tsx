// What a list shows when it has nothing to show.
import type { ReactNode } from "react";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";

interface EmptyProps {
  title: string;
  children?: ReactNode;
}

/** Nothing is there, and what to do first. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="grid justify-items-center gap-1.5 px-6 py-10 text-center">
      <p className="font-semibold">{title}</p>
      {children && <div className="max-w-[44ch] text-muted">{children}</div>}
    </div>
  );
}

/** It failed: what failed, and once more. */
export function Failed({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <div role="alert" className="grid justify-items-center gap-1.5 px-6 py-10 text-center">
      <p className="font-semibold">{m.error.title}</p>
      <p className="max-w-[44ch] text-muted">{reason}</p>
      <Button className="mt-2" onClick={onRetry}>
        {m.error.retry}
      </Button>
    </div>
  );
}
