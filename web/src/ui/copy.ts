// Puts a text on the clipboard, and says whether it is there.
import { m } from "@/lib/messages";
import { alarm, notify } from "@/ui/toasts";

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ text: m.mine.copied });
  } catch {
    // Without TLS, or when the person said no.
    alarm({ text: m.mine.notCopied });
  }
}
