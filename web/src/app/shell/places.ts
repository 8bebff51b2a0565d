// The places that exist, in the order of the rail. `key` follows `g`.
import { m } from "@/lib/messages";
import { Clock, History, ListTodo, MessageSquare, ScrollText, Settings, Sun, UserRound } from "lucide-react";

/** Those of the rail; the bar of a phone has room for five, and leads to the others from Settings and Profile. */
export const PLACES = [
  { path: "/", name: m.places.today, icon: Sun, key: "t", isOffBar: false },
  { path: "/activity/dashboard/", name: m.places.activities, icon: Clock, key: "a", isOffBar: false },
  { path: "/tasks", name: m.places.tasks, icon: ListTodo, key: "k", isOffBar: false },
  { path: "/logs", name: m.places.logs, icon: ScrollText, key: "l", isOffBar: true },
  { path: "/chat", name: m.places.chat, icon: MessageSquare, key: "c", isOffBar: false },
  { path: "/profilepage", name: m.places.profile, icon: UserRound, key: "p", isOffBar: true },
  { path: "/activity", name: m.places.history, icon: History, key: "h", isOffBar: true },
  { path: "/settings", name: m.places.settings, icon: Settings, key: "s", isOffBar: false },
] as const;

const withoutSlash = (path: string) => path.replace(/\/+$/, "");

/** Whether an address is this place, with a slash at its end or without. A room is a part of Chat; every other place is one address. */
export function isAt(path: string, address: string): boolean {
  return withoutSlash(address) === withoutSlash(path) || (path === "/chat" && address.startsWith("/chat/"));
}
