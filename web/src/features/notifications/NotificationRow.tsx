// One notification: it leads to its task or message, which marks it as read; the dot does that alone.
import { AlarmClock, AtSign, CalendarClock } from "lucide-react";
import { Link } from "react-router";
import type { Notification } from "@/api/schema";
import { placeOf } from "@/features/notifications/path";
import { dueOf, dueWords } from "@/lib/due";
import { exact, relative } from "@/lib/format";
import { m } from "@/lib/messages";
import { dayOf } from "@/lib/zone";
import { cx } from "@/ui/cx";

const ICONS = { reminder: AlarmClock, due: CalendarClock, mention: AtSign };

interface NotificationRowProps {
  notification: Notification;
  now: number;
  zone: string;
  onOpen: () => void;
  onMark: (read: boolean) => void;
}

export function NotificationRow({ notification, now, zone, onOpen, onMark }: NotificationRowProps) {
  const { kind, title, instant, created_at, read } = notification;
  const Icon = ICONS[kind];
  const when = dueWords(dueOf(instant, zone), dayOf(now, zone), zone);
  const told = Date.parse(created_at);
  return (
    <li className="flex items-stretch border-t border-line first:border-0">
      <Link
        to={placeOf(notification)}
        onClick={onOpen}
        className="flex min-w-0 flex-1 items-start gap-3 py-2.5 ps-4 pe-1 text-ink no-underline -outline-offset-2 hover:bg-sunken/60"
      >
        <Icon aria-hidden="true" size={17} strokeWidth={1.8} className={cx("mt-0.5 flex-none", read ? "text-muted" : "text-accent")} />
        <span className="min-w-0 flex-1">
          <span className={cx("block break-words", read ? "text-muted" : "font-medium")}>{title}</span>
          <span className="flex flex-wrap gap-x-2 text-sm text-muted">
            <span title={exact(Date.parse(instant), zone)}>{m.notifications.says(kind, when)}</span>
            <time dateTime={created_at} title={exact(told, zone)} className="ms-auto">
              {relative(told, now)}
            </time>
          </span>
          {!read && <span className="sr-only">{m.notifications.unread}</span>}
        </span>
      </Link>
      <button
        type="button"
        aria-label={read ? m.notifications.markUnread(title) : m.notifications.markRead(title)}
        title={read ? m.notifications.markUnread(title) : m.notifications.markRead(title)}
        onClick={() => onMark(!read)}
        className="grid w-11 flex-none place-items-center -outline-offset-2 hover:bg-sunken/60"
      >
        <i aria-hidden="true" className={cx("size-2.5 rounded-full border-2", read ? "border-edge" : "border-accent bg-accent")} />
      </button>
    </li>
  );
}
