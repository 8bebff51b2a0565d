// Who I am, whether the page is live, and a menu of what belongs to me.
import { lazy } from "react";
import { useViewer } from "@/api/ServicesContext";
import { useAppSelector } from "@/app/hooks";
import { useFindMyProfileQuery } from "@/features/profile/api";
import { Avatar } from "@/features/profile/avatar/Avatar";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";
import { MenuButton } from "@/ui/MenuButton";

const AccountItems = lazy(() => import("@/app/shell/AccountItems"));

const STATES = {
  live: ["bg-ok", m.account.live],
  connecting: ["bg-warn", m.account.connecting],
  lost: ["bg-accent", m.account.lost],
  off: ["bg-accent", m.account.lost],
} as const;

export function AccountMenu() {
  const { username } = useViewer();
  const { data } = useFindMyProfileQuery();
  const [dot, words] = STATES[useAppSelector((state) => state.connection.status)];
  return (
    <MenuButton
      side="top"
      items={AccountItems}
      className="flex w-full items-center gap-2.25 rounded-md p-2.5 text-start transition-colors duration-100 hover:bg-sunken"
    >
      <Avatar isSmall username={username} image={data?.items[0]?.profileimg} className="size-7 text-xs" />
      <span className="min-w-0">
        <span className="sr-only">{`${m.account.menu}: `}</span>
        <span className="block truncate">{username}</span>
        <span className="flex items-center gap-1.25 text-xs text-muted">
          <i aria-hidden="true" className={cx("size-2 rounded-full", dot)} />
          {words}
        </span>
      </span>
    </MenuButton>
  );
}
