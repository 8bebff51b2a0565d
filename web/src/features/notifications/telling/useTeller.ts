// Tells of what is told now: in the tab that somebody looks at by a notice, else, if that is wished, by the system.
// Invariants: one tab tells; what is no longer fresh, as after a night, is left to the bell.
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useServices, useZone } from "@/api/ServicesContext";
import type { Notification as Told } from "@/api/schema";
import { isOpen, placeOf } from "@/features/notifications/path";
import { claim, FRESH_MS } from "@/features/notifications/telling/claim";
import { telling } from "@/features/notifications/telling/wish";
import { useNotificationActions } from "@/features/notifications/useNotifications";
import { dueOf, dueWords } from "@/lib/due";
import { m } from "@/lib/messages";
import { dayOf } from "@/lib/zone";
import { notify } from "@/ui/toasts";

/** The tab that somebody looks at comes first. */
const PATIENCE_MS = 1500;

export function useTeller(): void {
  const { clock, feed } = useServices();
  const navigate = useNavigate();
  const { mark } = useNotificationActions();
  const zone = useZone();
  useEffect(() => {
    const waiting = new Set<number>();
    const words = ({ kind, instant }: Told) => m.notifications.says(kind, dueWords(dueOf(instant, zone), dayOf(clock.now(), zone), zone));
    const open = (told: Told) => {
      mark(told, true);
      void navigate(placeOf(told));
    };
    const byNotice = async (told: Told) => {
      if (await claim(told.id)) notify({ text: told.title, more: words(told), action: { label: m.notifications.open(told.kind), run: () => open(told) } });
    };
    const bySystem = async (told: Told) => {
      if (!(await claim(told.id))) return;
      const shown = new Notification(told.title, { body: words(told), tag: `daybook-${told.id}` });
      shown.onclick = () => {
        window.focus();
        open(told);
        shown.close();
      };
    };
    const stop = feed.listen(({ type, seq, data }) => {
      if (type !== "notification_created" || seq === null) return;
      const told = data as Told;
      if (clock.now() - Date.parse(told.created_at) > FRESH_MS) return;
      // What is being read is told by nobody, in no tab.
      if (document.hasFocus()) return void (isOpen(told) ? claim(told.id) : byNotice(told));
      const timer = window.setTimeout(() => {
        waiting.delete(timer);
        if (telling() === "on") void bySystem(told);
        else if (document.visibilityState === "visible") void byNotice(told);
      }, PATIENCE_MS);
      waiting.add(timer);
    });
    return () => {
      stop();
      waiting.forEach((timer) => window.clearTimeout(timer));
    };
  }, [clock, feed, mark, navigate, zone]);
}
