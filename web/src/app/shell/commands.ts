// What the palette offers for what was typed. Pure, but for running one.
import { Bell, CalendarDays, Hash, Keyboard, LogOut, type LucideIcon, MessageSquarePlus, MessageSquareText, Play, Square, SunMoon, UserRound } from "lucide-react";
import { PLACES } from "@/app/shell/places";
import { parseLine } from "@/features/activities/parse";
import { roomPath } from "@/features/chat/rooms/titles";
import { longDay } from "@/lib/format";
import { m } from "@/lib/messages";
import { type Theme, THEMES } from "@/lib/theme";
import { addDays, type Day, isDay } from "@/lib/zone";

export interface Command {
  name: string;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
}

/** A room that I am in, or the room of two with this person. */
export interface RoomEntry {
  name: string;
  title: string;
  direct: boolean;
}

export interface CommandContext {
  today: Day;
  isRunning: boolean;
  rooms: RoomEntry[];
  go(path: string): void;
  leave(path: string): void;
  start(name: string, tags: string[]): void;
  stop(): void;
  chooseTheme(theme: Theme): void;
  showKeys(): void;
  showNotifications(): void;
}

function fixed({ today, isRunning, go, leave, stop, chooseTheme, showKeys, showNotifications }: CommandContext): Command[] {
  const yesterday = addDays(today, -1);
  return [
    ...(isRunning ? [{ name: m.palette.stopTimer, icon: Square, keys: "t", run: stop }] : []),
    ...PLACES.map(({ path, name, icon, key }) => ({ name: m.palette.goTo(name), icon, keys: `g ${key}`, run: () => go(path) })),
    { name: m.palette.goToDay(longDay(yesterday, today)), icon: CalendarDays, run: () => go(`/?day=${yesterday}`) },
    { name: m.rooms.new, icon: MessageSquarePlus, run: () => go("/chat?panel=new") },
    { name: m.rooms.direct, icon: UserRound, run: () => go("/chat?panel=direct") },
    { name: m.rooms.search, icon: MessageSquareText, run: () => go("/chat?panel=search") },
    ...THEMES.map((theme) => ({ name: m.palette.useTheme(m.account.themes[theme]), icon: SunMoon, run: () => chooseTheme(theme) })),
    { name: m.palette.showNotifications, icon: Bell, keys: "b", run: showNotifications },
    { name: m.palette.showKeys, icon: Keyboard, keys: "?", run: showKeys },
    { name: m.account.signOut, icon: LogOut, run: () => leave("/logout") },
  ];
}

/** Too many to be shown before something is typed. */
function toRooms({ rooms, go }: CommandContext): Command[] {
  return rooms.map(({ name, title, direct }) => ({
    name: direct ? m.rooms.writeTo(title) : m.rooms.goTo(title),
    icon: direct ? UserRound : Hash,
    run: () => go(roomPath(name)),
  }));
}

export function commandsFor(text: string, context: CommandContext): Command[] {
  const wanted = text.trim();
  const words = wanted.toLowerCase().split(/\s+/u);
  const all = [...fixed(context), ...(wanted ? toRooms(context) : [])];
  const found = all.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  if (isDay(wanted)) {
    found.unshift({ name: m.palette.goToDay(longDay(wanted, context.today)), icon: CalendarDays, run: () => context.go(`/?day=${wanted}`) });
  }
  const { name, tags } = parseLine(wanted);
  if (name) found.push({ name: m.palette.startNamed(wanted), icon: Play, run: () => context.start(name, tags) });
  const inChat = `/chat?panel=search&q=${encodeURIComponent(wanted)}`;
  if (wanted) found.push({ name: m.rooms.searchThis(wanted), icon: MessageSquareText, run: () => context.go(inChat) });
  return found;
}
