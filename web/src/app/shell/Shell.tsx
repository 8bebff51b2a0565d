// The frame around every place of somebody who signed in.
import { lazy, Suspense, useMemo, useState } from "react";
import { Outlet, useLocation } from "react-router";
import { BottomBar } from "@/app/shell/BottomBar";
import { ConnectionBanner } from "@/app/shell/ConnectionBanner";
import { Rail } from "@/app/shell/Rail";
import { ShellContext } from "@/app/shell/ShellContext";
import { TopBar } from "@/app/shell/TopBar";
import { useShellKeys } from "@/app/shell/useShellKeys";
import { useTeller } from "@/features/notifications/telling/useTeller";
import { useUnreadCount } from "@/features/notifications/useNotifications";
import { m } from "@/lib/messages";
import { useTabCount } from "@/lib/title";
import { Breakable } from "@/ui/Breakable";
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
  useTabCount(useUnreadCount());
  useTeller();
  const close = () => setOpen(null);
  return (
    <ShellContext value={actions}>
      <a href="#page" className="sr-only z-60 rounded-md bg-card px-4 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        {m.app.skip}
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[216px_minmax(0,1fr)]">
        <Rail isTelling={open === "notifications"} />
        <div className="min-w-0">
          <TopBar isTelling={open === "notifications"} />
          <ConnectionBanner />
          <main id="page" tabIndex={-1} className="max-w-[1180px] px-4 pt-2 pb-24 outline-none md:px-8 md:pt-5.5 md:pb-16">
            <Breakable place={pathname}>
              <Suspense fallback={<Skeleton rows={6} />}>
                <Outlet />
              </Suspense>
            </Breakable>
          </main>
        </div>
        <BottomBar />
      </div>
      <Suspense fallback={null}>
        {open === "keys" && <KeysHelp onClose={close} />}
        {open === "palette" && <Palette onClose={close} />}
        {open === "notifications" && <NotificationsPanel onClose={close} />}
      </Suspense>
    </ShellContext>
  );
}
