import { X } from "lucide-react";
import { glimpse } from "@/features/chat/messages/Quote";
import type { MessageEntry } from "@/features/chat/messages/model";
import { m } from "@/lib/messages";
import { IconButton } from "@/ui/Button";

interface IntentProps {
  answered: MessageEntry | null;
  edited: MessageEntry | null;
  onCancel: () => void;
}

/** What the composer is for, when it is not for something new. */
export function Intent({ answered, edited, onCancel }: IntentProps) {
  const message = edited ?? answered;
  if (!message) return null;
  return (
    <div className="flex items-center gap-2 rounded-t-lg border border-b-0 border-edge bg-sunken py-0.5 ps-3 pe-0.5 text-sm">
      <span className="flex-none font-medium">{edited ? m.chat.editing : m.chat.replying(message.user)}</span>
      <span className="min-w-0 flex-1 truncate text-muted">{glimpse(message)}</span>
      <IconButton weight="bare" label={m.chat.cancel} onClick={onCancel} className="size-8! hover:bg-card!">
        <X aria-hidden="true" size={16} />
      </IconButton>
    </div>
  );
}
