// The places, on a phone: a bar under the thumb.
import { Link, useLocation } from "react-router";
import { PlaceBadge } from "@/app/shell/PlaceBadge";
import { isAt, PLACES } from "@/app/shell/places";
import { m } from "@/lib/messages";

export function BottomBar() {
  const { pathname } = useLocation();
  return (
    <nav
      aria-label={m.app.places}
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PLACES.filter(({ isOffBar }) => !isOffBar).map(({ path, name, icon: Icon }) => (
        <Link
          key={path}
          to={path}
          aria-current={isAt(path, pathname) ? "page" : undefined}
          className="relative grid min-h-14 content-center justify-items-center gap-0.5 text-xs text-muted no-underline -outline-offset-2 aria-[current]:font-semibold aria-[current]:text-accent"
        >
          <Icon aria-hidden="true" size={21} strokeWidth={1.8} />
          {name}
          <PlaceBadge path={path} className="absolute start-1/2 top-1 ms-1" />
        </Link>
      ))}
    </nav>
  );
}
