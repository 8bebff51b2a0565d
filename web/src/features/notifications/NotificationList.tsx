// What I was told, the newest first.
import { CheckCheck } from "lucide-react";
import { reasonOf } from "@/api/errors";
import { useNow, useZone } from "@/api/ServicesContext";
import { NotificationRow } from "@/features/notifications/NotificationRow";
import { useNotificationActions, useNotifications } from "@/features/notifications/useNotifications";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

const TICK_MS = 15_000;

export function NotificationList({ onClose }: { onClose: () => void }) {
  const zone = useZone();
  const now = useNow(TICK_MS);
  const { notifications, query } = useNotifications();
  const { mark, markAll } = useNotificationActions();
  const { data, isError, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const isAllRead = notifications.every(({ read }) => read);
  return (
    <>
      {!data && !isError && <Skeleton rows={4} />}
      {data && notifications.length === 0 && <Empty title={m.notifications.empty}>{m.notifications.emptyHint}</Empty>}
      {notifications.length > 0 && (
        <>
          <div className="flex justify-end px-2 pb-1">
            <Button weight="bare" disabled={isAllRead} onClick={markAll}>
              <CheckCheck aria-hidden="true" size={16} />
              {m.notifications.markAll}
            </Button>
          </div>
          <ul aria-label={m.notifications.title} className="border-t border-line">
            {notifications.map((notification) => (
              <NotificationRow
                key={notification.id}
                notification={notification}
                now={now}
                zone={zone}
                onOpen={() => {
                  mark(notification, true);
                  onClose();
                }}
                onMark={(read) => mark(notification, read)}
              />
            ))}
          </ul>
        </>
      )}
      {isError && <Failed reason={reasonOf(error)} onRetry={() => void (data ? fetchNextPage() : refetch())} />}
      {hasNextPage && !isError && (
        <div className="border-t border-line p-2 text-center">
          <Button weight="bare" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? m.notifications.more : m.notifications.older}
          </Button>
        </div>
      )}
    </>
  );
}
