// What can be done with a message, at its corner: for those who point at it, and for those who walked to it by keys.
import { Copy, Link2, MoreHorizontal, Pencil, Reply, SmilePlus, Trash2 } from "lucide-react";
import { useMemo } from "react";
import type { MessageEntry } from "@/features/chat/messages/model";
import { canAnswer, canDelete, canEdit, useRoomView } from "@/features/chat/messages/RoomContext";
import { m } from "@/lib/messages";
import { IconButton } from "@/ui/Button";
import { MenuButton } from "@/ui/MenuButton";
import { MenuItem, MenuLine } from "@/ui/MenuItems";

function useItems(message: MessageEntry) {
  const { me, actions, edit, askDelete } = useRoomView();
  return useMemo(
    () =>
      function Items() {
        return (
          <>
            <MenuItem onSelect={() => actions.copyText(message)}>
              <Copy aria-hidden="true" size={16} />
              {m.chat.copyText}
            </MenuItem>
            {message.id > 0 && (
              <MenuItem onSelect={() => actions.copyLink(message)}>
                <Link2 aria-hidden="true" size={16} />
                {m.chat.copyLink}
              </MenuItem>
            )}
            {canEdit(message, me) && (
              <>
                <MenuLine />
                <MenuItem onSelect={() => edit(message)}>
                  <Pencil aria-hidden="true" size={16} />
                  {m.chat.edit}
                </MenuItem>
              </>
            )}
            {canDelete(message, me) && (
              <MenuItem onSelect={() => askDelete(message)}>
                <Trash2 aria-hidden="true" size={16} />
                {m.chat.delete}
              </MenuItem>
            )}
          </>
        );
      },
    [message, me, actions, edit, askDelete],
  );
}

const buttonClass = "grid size-8 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink max-md:size-11";

export function MessageToolbar({ message, onPick }: { message: MessageEntry; onPick: () => void }) {
  const { reply } = useRoomView();
  const items = useItems(message);
  return (
    <div
      role="group"
      aria-label={m.chat.actions(message.user)}
      className="invisible absolute -top-4 right-4 z-10 flex rounded-md border border-line bg-card shadow-lift group-focus-within:visible group-hover:visible has-aria-expanded:visible"
    >
      {canAnswer(message) && (
        <>
          <IconButton weight="bare" label={m.chat.react} onClick={onPick} className="size-8! max-md:size-11!">
            <SmilePlus aria-hidden="true" size={16} />
          </IconButton>
          <IconButton weight="bare" label={m.chat.reply} onClick={() => reply(message)} className="size-8! max-md:size-11!">
            <Reply aria-hidden="true" size={16} />
          </IconButton>
        </>
      )}
      <MenuButton items={items} label={m.chat.more} className={buttonClass}>
        <MoreHorizontal aria-hidden="true" size={16} />
      </MenuButton>
    </div>
  );
}
