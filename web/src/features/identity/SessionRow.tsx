import { Laptop, Smartphone, SquareTerminal } from "lucide-react";
import type { Session } from "@/api/schema";
import { useNow, useZone } from "@/api/ServicesContext";
import { deviceOf } from "@/lib/agent";
import { exact, relative } from "@/lib/format";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";

const MINUTE_MS = 60_000;

function nameOf({ agent }: Session): string {
  const { browser, system } = deviceOf(agent);
  if (browser && system) return m.settings.device(browser, system);
  return browser ?? system ?? m.settings.unknownDevice;
}

const HANDHELD: readonly unknown[] = ["iPhone", "iPad", "Android"];

function DeviceIcon({ agent }: { agent: string }) {
  const look = { "aria-hidden": true, size: 20, strokeWidth: 1.7, className: "flex-none text-muted" } as const;
  if (HANDHELD.includes(deviceOf(agent).system)) return <Smartphone {...look} />;
  return agent.startsWith("Mozilla/") ? <Laptop {...look} /> : <SquareTerminal {...look} />;
}

/** One sign-in: the device, where from, when last. */
export function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const now = useNow(MINUTE_MS);
  const zone = useZone();
  const seen = Date.parse(session.last_seen);
  const made = Date.parse(session.created_at);
  const facts = [m.settings.kinds[session.kind] ?? session.kind, session.address];
  return (
    <li className="flex items-center gap-3 border-t border-line px-4 py-3 first:border-0">
      <DeviceIcon agent={session.agent} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {nameOf(session)}
          {session.current && <span className="ms-2 rounded-[5px] bg-sunken px-1.75 py-px text-sm font-normal text-ok">{m.settings.current}</span>}
        </p>
        <p className="text-sm break-words text-muted">
          {facts.filter(Boolean).join(" · ")}
          {" · "}
          <time dateTime={session.last_seen} title={exact(seen, zone)}>
            {m.settings.lastSeen(relative(seen, now))}
          </time>
          {" · "}
          <time dateTime={session.created_at} title={exact(made, zone)}>
            {m.settings.since(relative(made, now))}
          </time>
        </p>
      </div>
      {!session.current && (
        <Button onClick={onEnd} aria-label={m.settings.endLabel(nameOf(session))}>
          {m.settings.end}
        </Button>
      )}
    </li>
  );
}
