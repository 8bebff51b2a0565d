// Tells that the connection is lost and what happens to what I do meanwhile. It stands in the way of nothing.
import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useAppDispatch, useAppSelector } from "@/app/hooks";
import { m } from "@/lib/messages";
import { ONLINE } from "@/outbox/sender";
import { Button } from "@/ui/Button";

/** A cut of a moment, as at a restart of the server, is nobody's business. */
const PATIENCE_MS = 1500;

export function ConnectionBanner() {
  const dispatch = useAppDispatch();
  const isDown = useAppSelector(({ connection, outbox }) => connection.status === "lost" || connection.status === "off" || outbox.isHeld);
  const waiting = useAppSelector(({ outbox }) => outbox.writes.filter(({ refusal }) => refusal === undefined).length);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(isDown), isDown ? PATIENCE_MS : 300);
    return () => clearTimeout(timer);
  }, [isDown]);
  return (
    <div role="status">
      {isShown && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-accent-soft px-4 py-2 text-sm md:px-8">
          <WifiOff aria-hidden="true" size={16} className="text-accent" />
          <span className="font-medium">{m.banner.lost}</span>
          <span className="flex-1">{waiting > 0 ? m.banner.kept(waiting) : m.banner.nothing}</span>
          <Button
            weight="bare"
            className="-my-1"
            onClick={() => {
              window.dispatchEvent(new Event("online"));
              dispatch({ type: ONLINE });
            }}
          >
            {m.banner.retry}
          </Button>
        </div>
      )}
    </div>
  );
}
