// What stands over every place on a phone: the name, the way to everything, the bell. It scrolls away with the place.
import { Search } from "lucide-react";
import { useShell } from "@/app/shell/ShellContext";
import { Bell } from "@/features/notifications/Bell";
import { m } from "@/lib/messages";
import { Brand } from "@/ui/Brand";
import { IconButton } from "@/ui/Button";

export function TopBar({ isTelling }: { isTelling: boolean }) {
  const { showPalette, showNotifications } = useShell();
  return (
    <header className="flex items-center ps-4 pe-2 pt-1.5 md:hidden">
      <Brand className="me-auto" />
      <IconButton weight="bare" label={m.palette.label} onClick={showPalette}>
        <Search aria-hidden="true" size={18} strokeWidth={1.8} />
      </IconButton>
      <Bell isOpen={isTelling} onPress={showNotifications} />
    </header>
  );
}
