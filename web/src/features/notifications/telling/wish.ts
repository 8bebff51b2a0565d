// Whether this device shall show notifications of the system: what the person wished, and what the browser allows.
// Invariant: the browser is asked for permission only when somebody switches them on.
export type Telling = "on" | "off" | "denied" | "missing";

const KEY = "daybook.notifications";
const CHANGED = "daybook:telling";

/** Missing where the page came without TLS, whatever the types say. */
const system = () => (globalThis as { Notification?: typeof Notification }).Notification;

export function telling(): Telling {
  const permission = system()?.permission;
  if (!permission) return "missing";
  if (permission === "denied") return "denied";
  return permission === "granted" && localStorage.getItem(KEY) === "on" ? "on" : "off";
}

export async function switchOn(): Promise<void> {
  if ((await system()?.requestPermission()) === "granted") localStorage.setItem(KEY, "on");
  window.dispatchEvent(new Event(CHANGED));
}

export function switchOff(): void {
  localStorage.removeItem(KEY);
  window.dispatchEvent(new Event(CHANGED));
}

/** Here, or in another tab. */
export function onTellingChange(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === KEY) listener();
  };
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", onStorage);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", onStorage);
  };
}
