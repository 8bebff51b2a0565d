// What stands open over Chat, kept in the address: Back closes it, and other places lead to it.
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { withParam } from "@/lib/search";

const PANELS = ["new", "direct", "browse", "search", "edit", "members", "leave", "delete"] as const;

export type Panel = (typeof PANELS)[number];

export function usePanel() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("panel");
  const panel = PANELS.find((one) => one === asked) ?? null;
  const open = useCallback((next: Panel, room = "") => setSearch((now) => withParam(withParam(now, "panel", next), "in", room)), [setSearch]);
  const close = useCallback(() => setSearch((now) => ["panel", "q", "in"].reduce((next, name) => withParam(next, name, ""), now)), [setSearch]);
  return { panel, open, close };
}
