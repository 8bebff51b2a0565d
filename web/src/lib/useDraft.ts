// Text that survives a reload of its tab.
import { useEffect, useState } from "react";

export function useDraft(name: string): [string, (text: string) => void] {
  const key = `daybook.draft.${name}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? "");
  useEffect(() => {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  }, [key, text]);
  return [text, setText];
}
