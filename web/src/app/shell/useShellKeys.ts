// The keys that work at every place.
import { useNavigate } from "react-router";
import { PLACES } from "@/app/shell/places";
import type { ShellActions } from "@/app/shell/ShellContext";
import { FOCUS_LINE } from "@/features/activities/day/LogLine";
import { useToggleTimer } from "@/features/activities/useToggleTimer";
import { useKeys } from "@/lib/keys";

export function useShellKeys({ showKeys, showPalette, showNotifications }: ShellActions): void {
  const navigate = useNavigate();
  const toLine = () => {
    void navigate("/", { state: FOCUS_LINE });
  };
  const toggleTimer = useToggleTimer(toLine);
  const places = PLACES.map(({ key, path }) => [`g ${key}`, () => void navigate(path)] as const);
  useKeys({
    ...Object.fromEntries(places),
    t: toggleTimer,
    n: toLine,
    b: showNotifications,
    "?": showKeys,
    "mod+k": showPalette,
    "/": showPalette,
  });
}
