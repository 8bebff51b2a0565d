import { glimpse } from "@/features/chat/messages/Quote";
import type { MessageEntry } from "@/features/chat/messages/model";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

interface DeleteDialogProps {
  message: MessageEntry | null;
  onClose: () => void;
  onDelete: (message: MessageEntry) => void;
}

/** The words of a message cannot come back, so it is asked first. */
export function DeleteDialog({ message, onClose, onDelete }: DeleteDialogProps) {
  const remove = () => {
    if (message) onDelete(message);
    onClose();
  };
  return (
    <Dialog open={message !== null} onClose={onClose} title={m.chat.deleteTitle}>
      <div className="grid gap-4 px-5 pt-1 pb-5">
        {message && <p className="truncate rounded-md bg-sunken px-3 py-2">{glimpse(message)}</p>}
        <p>{m.chat.deleteAsk}</p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.chat.keep}</Button>
          <Button weight="main" onClick={remove}>
            {m.chat.deleteIt}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
