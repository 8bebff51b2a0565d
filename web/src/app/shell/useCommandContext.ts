// What commands work on.
import { useNavigate } from "react-router";
import { useNow, useZone } from "@/api/ServicesContext";
import type { CommandContext } from "@/app/shell/commands";
import { useShell } from "@/app/shell/ShellContext";
import { useRooms, useRoomTitles } from "@/features/chat/rooms/useRooms";
import { useTimer } from "@/features/activities/useTimer";
import { applyTheme } from "@/lib/theme";
import { dayOf } from "@/lib/zone";

const MINUTE_MS = 60_000;

export function useCommandContext(): CommandContext {
  const navigate = useNavigate();
  const { running, start, stop } = useTimer();
  const { rooms } = useRooms();
  const titleOf = useRoomTitles(rooms);
  const { showKeys, showNotifications } = useShell();
  return {
    today: dayOf(useNow(MINUTE_MS), useZone()),
    isRunning: running !== null,
    rooms: rooms.map((room) => ({ name: room.name, title: titleOf(room), direct: room.direct })),
    go: (path) => void navigate(path),
    leave: (path) => location.assign(path),
    start: (name, tags) => start({ name, tags }),
    stop,
    chooseTheme: applyTheme,
    showKeys,
    showNotifications,
  };
}
