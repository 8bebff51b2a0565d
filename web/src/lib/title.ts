// The tab's title: the place, and before it how much is unread. Every place tells its own; the shell tells the number.
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

export function useTabCount(unread: number): void {
  useEffect(() => {
    show({ unread });
    return () => show({ unread: 0 });
  }, [unread]);
}
