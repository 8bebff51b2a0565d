// The places, on wide screens: a rail at the left, with who I am at its foot.
import { Link, useLocation } from "react-router";
import { AccountMenu } from "@/app/shell/AccountMenu";
import { PlaceBadge } from "@/app/shell/PlaceBadge";
import { isAt, PLACES } from "@/app/shell/places";
import { useShell } from "@/app/shell/ShellContext";
import { Bell } from "@/features/notifications/Bell";
import { Brand } from "@/ui/Brand";
import { m } from "@/lib/messages";

export function Rail({ isTelling }: { isTelling: boolean }) {
  const { showNotifications } = useShell();
  const { pathname } = useLocation();
  return (
    <nav
      aria-label={m.app.places}
      className="sticky top-0 flex h-dvh flex-col gap-0.5 border-e border-line px-3 py-4 max-md:hidden"
    >
      <div className="flex items-center justify-between ps-2.5 pb-3">
        <Brand />
        <Bell isOpen={isTelling} onPress={showNotifications} />
      </div>
      {PLACES.map(({ path, name, icon: Icon }) => (
        <Link
          key={path}
          to={path}
          aria-current={isAt(path, pathname) ? "page" : undefined}
          className="flex items-center gap-2.5 rounded-md px-2.5 py-1.75 text-muted no-underline transition-colors duration-100 hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
        >
          <Icon aria-hidden="true" size={18} strokeWidth={1.8} />
          {name}
          <PlaceBadge path={path} className="ms-auto" />
        </Link>
      ))}
      <div className="mt-auto">
        <AccountMenu />
      </div>
    </nav>
  );
}
