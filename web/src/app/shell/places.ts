// The places that exist, in the order of the rail. `key` follows `g`.
import { m } from "@/lib/messages";
import { Clock, ListTodo, ScrollText, Settings, Sun } from "lucide-react";

export const PLACES = [
  { path: "/", name: m.places.today, icon: Sun, key: "t" },
  { path: "/activity/dashboard/", name: m.places.activities, icon: Clock, key: "a" },
  { path: "/tasks", name: m.places.tasks, icon: ListTodo, key: "k" },
  { path: "/logs", name: m.places.logs, icon: ScrollText, key: "l" },
  { path: "/settings", name: m.places.settings, icon: Settings, key: "s" },
] as const;
