// Who I am, whether the page is live, and a menu of what belongs to me.
import { lazy } from "react";
import { useViewer } from "@/api/ServicesContext";
import { useAppSelector } from "@/app/hooks";
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
  const [dot, words] = STATES[useAppSelector((state) => state.connection.status)];
  return (
    <MenuButton
      side="top"
      items={AccountItems}
      className="flex w-full items-center gap-2.25 rounded-md p-2.5 text-start transition-colors duration-100 hover:bg-sunken"
    >
      <span aria-hidden="true" className="grid size-7 flex-none place-items-center rounded-full bg-(--c1) text-xs font-semibold text-paper">
        {username.slice(0, 2).toUpperCase()}
      </span>
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
