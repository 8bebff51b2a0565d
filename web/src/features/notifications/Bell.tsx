// How much is unread; behind it stands what I was told.
import { Bell as Icon } from "lucide-react";
import { MOST_SHOWN, useUnreadCount } from "@/features/notifications/useNotifications";
import { m } from "@/lib/messages";
import { buttonClass } from "@/ui/Button";
import { cx } from "@/ui/cx";

interface BellProps {
  isOpen: boolean;
  onPress: () => void;
  className?: string;
}

export function Bell({ isOpen, onPress, className }: BellProps) {
  const unread = useUnreadCount();
  const words = unread > MOST_SHOWN ? m.notifications.most(MOST_SHOWN) : unread > 0 ? String(unread) : "";
  return (
    <button
      type="button"
      data-bell
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={m.notifications.bell(words)}
      title={m.notifications.title}
      onClick={onPress}
      className={cx(buttonClass("bare", true), "relative", className)}
    >
      <Icon aria-hidden="true" size={18} strokeWidth={1.8} />
      {words && (
        <span aria-hidden="true" className="absolute start-1/2 top-0 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-accent px-1 text-[0.6875rem] font-semibold text-accent-ink">
          {words}
        </span>
      )}
    </button>
  );
}
