// Notices from anywhere, also outside React. One that failed stays until it is closed.
import { Toast } from "@base-ui/react/toast";

export const toasts = Toast.createToastManager();

const STAYS_MS = 6000;

interface Notice {
  text: string;
  more?: string;
  action?: { label: string; run: () => void };
}

function show({ text, more, action }: Notice, options: { timeout: number; type?: string }): void {
  const id = toasts.add({ title: text, description: more, ...options, ...(action && { actionProps: pressing(action, () => toasts.close(id)) }) });
}

function pressing({ label, run }: NonNullable<Notice["action"]>, close: () => void) {
  const onClick = () => {
    run();
    close();
  };
  return { children: label, onClick };
}

/** Tells what was done; goes by itself. */
export function notify(notice: Notice): void {
  show(notice, { timeout: STAYS_MS });
}

/** Tells what failed; stays. */
export function alarm(notice: Notice): void {
  show(notice, { timeout: 0, type: "alarm" });
}
