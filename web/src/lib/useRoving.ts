// `j` and `k` walk through the rows of a list (elements with `data-row`), `e` presses the one that has the focus.
import { useRef } from "react";
import { useKeys } from "@/lib/keys";

export function useRoving<T extends HTMLElement = HTMLOListElement>() {
  const list = useRef<T>(null);
  const move = (by: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))]?.focus();
  };
  const press = () => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && list.current?.contains(activeElement)) activeElement.click();
  };
  useKeys({ j: () => move(1), k: () => move(-1), e: press });
  return list;
}
