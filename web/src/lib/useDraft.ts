// Text that survives a reload of its tab.
// Invariant: what is kept is what was set last, at once: whoever takes the place of this component finds it.
import { useCallback, useState } from "react";

export function useDraft(name: string): [string, (text: string) => void] {
  const key = `daybook.draft.${name}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? "");
  const set = useCallback(
    (next: string) => {
      if (next) sessionStorage.setItem(key, next);
      else sessionStorage.removeItem(key);
      setText(next);
    },
    [key],
  );
  return [text, set];
}
