// What the palette offers for what was typed. Pure, but for running one.
import { Bell, CalendarDays, Keyboard, LogOut, type LucideIcon, Play, Square, SunMoon } from "lucide-react";
import { PLACES } from "@/app/shell/places";
import { parseLine } from "@/features/activities/parse";
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

export interface CommandContext {
  today: Day;
  isRunning: boolean;
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
    ...THEMES.map((theme) => ({ name: m.palette.useTheme(m.account.themes[theme]), icon: SunMoon, run: () => chooseTheme(theme) })),
    { name: m.palette.showNotifications, icon: Bell, keys: "b", run: showNotifications },
    { name: m.palette.showKeys, icon: Keyboard, keys: "?", run: showKeys },
    { name: m.account.signOut, icon: LogOut, run: () => leave("/logout") },
  ];
}

export function commandsFor(text: string, context: CommandContext): Command[] {
  const wanted = text.trim();
  const words = wanted.toLowerCase().split(/\s+/u);
  const found = fixed(context).filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  if (isDay(wanted)) {
    found.unshift({ name: m.palette.goToDay(longDay(wanted, context.today)), icon: CalendarDays, run: () => context.go(`/?day=${wanted}`) });
  }
  const { name, tags } = parseLine(wanted);
  if (name) found.push({ name: m.palette.startNamed(wanted), icon: Play, run: () => context.start(name, tags) });
  return found;
}
