// The frame around every place of somebody who signed in.
import { lazy, Suspense, useMemo, useState } from "react";
import { Outlet, useLocation, useMatch } from "react-router";
import { BottomBar } from "@/app/shell/BottomBar";
import { ConnectionBanner } from "@/app/shell/ConnectionBanner";
import { Rail } from "@/app/shell/Rail";
import { ShellContext } from "@/app/shell/ShellContext";
import { TopBar } from "@/app/shell/TopBar";
import { useShellKeys } from "@/app/shell/useShellKeys";
import { useUnreadTotal } from "@/app/shell/useUnreadTotal";
import { useFollowMyRooms } from "@/features/chat/useFollow";
import { useTeller } from "@/features/notifications/telling/useTeller";
import { m } from "@/lib/messages";
import { useTabCount } from "@/lib/title";
import { Breakable } from "@/ui/Breakable";
import { cx } from "@/ui/cx";
import { Skeleton } from "@/ui/Skeleton";

const KeysHelp = lazy(() => import("@/app/shell/KeysHelp"));
const NotificationsPanel = lazy(() => import("@/features/notifications/NotificationsPanel"));
const Palette = lazy(() => import("@/app/shell/Palette"));

export function Shell() {
  const [open, setOpen] = useState<"keys" | "palette" | "notifications" | null>(null);
  const actions = useMemo(
    () => ({
      showKeys: () => setOpen("keys"),
      showPalette: () => setOpen("palette"),
      showNotifications: () => setOpen("notifications"),
    }),
    [],
  );
  const { pathname } = useLocation();
  useShellKeys(actions);
  useTabCount(useUnreadTotal());
  useTeller();
  useFollowMyRooms();
  // Chat fills the screen and scrolls inside; an open room has a phone's screen for itself.
  const isFull = useMatch("/chat/*") !== null;
  const isAlone = useMatch("/chat/:room") !== null;
  const close = () => setOpen(null);
  return (
    <ShellContext value={actions}>
      <a href="#page" className="sr-only z-60 rounded-md bg-card px-4 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        {m.app.skip}
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[216px_minmax(0,1fr)]">
        <Rail isTelling={open === "notifications"} />
        <div className={cx("min-w-0", isFull && "flex h-dvh flex-col", isFull && !isAlone && "max-md:pb-14")}>
          <div className={isAlone ? "max-md:hidden" : undefined}>
            <TopBar isTelling={open === "notifications"} />
          </div>
          <ConnectionBanner />
          <main id="page" tabIndex={-1} className={cx("outline-none", isFull ? "min-h-0 flex-1" : "max-w-[1180px] px-4 pt-2 pb-24 md:px-8 md:pt-5.5 md:pb-16")}>
            <Breakable place={pathname}>
              <Suspense fallback={<Skeleton rows={6} />}>
                <Outlet />
              </Suspense>
            </Breakable>
          </main>
        </div>
        <div className={isAlone ? "max-md:hidden" : undefined}>
          <BottomBar />
        </div>
      </div>
      <Suspense fallback={null}>
        {open === "keys" && <KeysHelp onClose={close} />}
        {open === "palette" && <Palette onClose={close} />}
        {open === "notifications" && <NotificationsPanel onClose={close} />}
      </Suspense>
    </ShellContext>
  );
}
