// Who I am, whether the page is live, and what belongs to me: theme, keys, signing out.
import { Keyboard, LogOut } from "lucide-react";
import { useState } from "react";
import { useAppSelector } from "@/app/hooks";
import { useShell } from "@/app/shell/ShellContext";
import { useViewer } from "@/api/ServicesContext";
import { m } from "@/lib/messages";
import { applyTheme, readTheme, type Theme, THEMES } from "@/lib/theme";
import { cx } from "@/ui/cx";
import { Menu, MenuChoice, MenuItem, MenuLine, MenuLink } from "@/ui/Menu";

const DOTS = { live: "bg-ok", connecting: "bg-warn", lost: "bg-accent", off: "bg-accent" } as const;

export function AccountMenu() {
  const viewer = useViewer();
  const status = useAppSelector((state) => state.connection.status);
  const { showKeys } = useShell();
  const [theme, setTheme] = useState<Theme>(readTheme);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  const words = { live: m.account.live, connecting: m.account.connecting, lost: m.account.lost, off: m.account.lost }[status];
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.25 rounded-md p-2.5 text-start hover:bg-sunken"
        >
          <span aria-hidden="true" className="grid size-7 flex-none place-items-center rounded-full bg-(--c1) text-xs font-semibold text-paper">
            {viewer.username.slice(0, 2).toUpperCase()}
          </span>
          <span className="min-w-0">
            <span className="sr-only">{`${m.account.menu}: `}</span>
            <span className="block truncate">{viewer.username}</span>
            <span className="flex items-center gap-1.25 text-xs text-muted">
              <i aria-hidden="true" className={cx("size-2 rounded-full", DOTS[status])} />
              {words}
            </span>
          </span>
        </button>
      }
    >
      <MenuChoice
        label={m.account.theme}
        value={theme}
        options={THEMES.map((option) => [option, m.account.themes[option]] as const)}
        onChange={choose}
      />
      <MenuLine />
      <MenuItem onSelect={showKeys}>
        <Keyboard aria-hidden="true" size={16} />
        {m.account.keys}
      </MenuItem>
      <MenuLink render={<a href="/logout" />}>
        <LogOut aria-hidden="true" size={16} />
        {m.account.signOut}
      </MenuLink>
    </Menu>
  );
}
