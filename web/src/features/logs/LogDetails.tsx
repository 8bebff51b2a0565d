// A log opened in place: its metadata as JSON for people, and when exactly it was.
import { Copy } from "lucide-react";
import { useId } from "react";
import type { LogEntry } from "@/features/logs/model";
import { exact } from "@/lib/format";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { copy } from "@/ui/copy";


export function LogDetails({ log, zone }: { log: LogEntry; zone: string }) {
  const id = useId();
  const text = log.metadata === null ? null : JSON.stringify(log.metadata, null, 2);
  return (
    <section aria-labelledby={id} className="grid gap-3 border-t border-line bg-sunken/40 px-4 py-3">
      <h3 id={id} className="sr-only">
        {m.logs.details(log.action)}
      </h3>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted">
        <div className="flex gap-1.5">
          <dt>{m.logs.logged}</dt>
          <dd className="text-ink">{exact(Date.parse(log.timestamp), zone)}</dd>
        </div>
        <div className="flex gap-1.5">
          <dt>{m.logs.id}</dt>
          <dd className="text-ink">{log.id}</dd>
        </div>
      </dl>
      {text === null ? (
        <p className="text-sm text-muted">{m.logs.noMetadata}</p>
      ) : (
        <div className="relative">
          {/* It scrolls, so the keyboard must reach it. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre tabIndex={0} role="region" aria-label={m.logs.metadata} className="max-h-96 overflow-auto rounded-md border border-line bg-card p-3 pe-24 font-mono text-sm">
            {text}
          </pre>
          <Button className="absolute top-1.5 right-1.5" onClick={() => void copy(text)}>
            <Copy aria-hidden="true" size={14} />
            {m.logs.copy}
          </Button>
        </div>
      )}
    </section>
  );
}
