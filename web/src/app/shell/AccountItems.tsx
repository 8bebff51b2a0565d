// What belongs to me: theme, keys, signing out.
import { Keyboard, LogOut } from "lucide-react";
import { useState } from "react";
import { useShell } from "@/app/shell/ShellContext";
import { m } from "@/lib/messages";
import { applyTheme, readTheme, type Theme, THEMES } from "@/lib/theme";
import { MenuChoice, MenuItem, MenuLine, MenuLink } from "@/ui/MenuItems";

const THEME_OPTIONS = THEMES.map((theme) => [theme, m.account.themes[theme]] as const);

export default function AccountItems() {
  const { showKeys } = useShell();
  const [theme, setTheme] = useState<Theme>(readTheme);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <>
      <MenuChoice label={m.account.theme} value={theme} options={THEME_OPTIONS} onChange={choose} />
      <MenuLine />
      <MenuItem onSelect={showKeys}>
        <Keyboard aria-hidden="true" size={16} />
        {m.account.keys}
      </MenuItem>
      <MenuLink href="/logout">
        <LogOut aria-hidden="true" size={16} />
        {m.account.signOut}
      </MenuLink>
    </>
  );
}
