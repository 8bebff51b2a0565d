// The tab's title: the place, and before it how much is unread, which the icon of the installed app shows too. Every
// place tells its own; the shell tells the number.
import { useEffect } from "react";
import { m } from "@/lib/messages";

const shown = { title: "", unread: 0 };

function show(change: Partial<typeof shown>): void {
  Object.assign(shown, change);
  document.title = shown.unread > 0 ? m.app.titleWithCount(shown.unread, shown.title) : shown.title;
}

export function useTabTitle(title: string): void {
  useEffect(() => show({ title }), [title]);
}

/** Many browsers know no badge, whatever the types say; others refuse it where the app is not installed. */
function badge(unread: number): void {
  const system = navigator as Partial<NavigatorBadge>;
  system.setAppBadge?.(unread).catch(() => undefined);
}

export function useTabCount(unread: number): void {
  useEffect(() => {
    show({ unread });
    badge(unread);
  }, [unread]);
  useEffect(
    () => () => {
      show({ unread: 0 });
      badge(0);
    },
    [],
  );
}
