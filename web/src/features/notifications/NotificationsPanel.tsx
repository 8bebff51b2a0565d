// The list behind the bell: at the bell on a wide screen, over the place on a phone.
import { useState } from "react";
import { NotificationList } from "@/features/notifications/NotificationList";
import { m } from "@/lib/messages";
import { Popover } from "@/ui/Popover";
import { Sheet } from "@/ui/Sheet";

const isWide = () => matchMedia("(min-width: 48rem)").matches;

/** The bell that is seen; a phone has it elsewhere. */
function bell(): HTMLElement | null {
  const bells = [...document.querySelectorAll<HTMLElement>("[data-bell]")];
  return bells.find((one) => one.getClientRects().length > 0) ?? null;
}

export default function NotificationsPanel({ onClose }: { onClose: () => void }) {
  const [Frame] = useState(() => (isWide() ? Popover : Sheet));
  return (
    <Frame anchor={bell} title={m.notifications.title} closeLabel={m.notifications.close} onClose={onClose}>
      <NotificationList onClose={onClose} />
    </Frame>
  );
}
