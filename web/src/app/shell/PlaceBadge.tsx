// How much is unread at a place.
import { Unread } from "@/features/chat/rooms/Unread";
import { useUnread } from "@/features/chat/rooms/useUnread";

function InChat({ className }: { className?: string }) {
  return <Unread count={useUnread().total} className={className} />;
}

/** Only Chat has something to be read. */
export function PlaceBadge({ path, className }: { path: string; className?: string }) {
  return path === "/chat" ? <InChat className={className} /> : null;
}
