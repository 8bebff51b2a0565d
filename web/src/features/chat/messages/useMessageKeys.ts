// The keyboard in a room: `j` and `k` walk through the messages, and letters do what the menu of the one with the focus does.
import type { RefObject } from "react";
import type { MessageEntry } from "@/features/chat/messages/model";
import { PICK } from "@/features/chat/messages/MessageRow";
import { canAnswer, canDelete, canEdit, useRoomView } from "@/features/chat/messages/RoomContext";
import { useKeys } from "@/lib/keys";

export function useMessageKeys(frame: RefObject<HTMLElement | null>, messages: MessageEntry[]): void {
  const { me, actions, reply, edit, askDelete } = useRoomView();
  const focused = () => document.activeElement?.closest<HTMLElement>("[data-message]") ?? null;
  const move = (by: number) => () => {
    const rows = [...(frame.current?.querySelectorAll<HTMLElement>("[data-message]") ?? [])];
    const here = rows.findIndex((row) => row === focused());
    const inSight = rows.findLastIndex((row) => row.getBoundingClientRect().bottom <= (frame.current?.getBoundingClientRect().bottom ?? 0));
    rows[here < 0 ? inSight : Math.min(rows.length - 1, Math.max(0, here + by))]?.focus();
  };
  const here = (may: (message: MessageEntry) => boolean, act: (message: MessageEntry) => void) => () => {
    const message = messages.find(({ id }) => String(id) === focused()?.dataset.message);
    if (message && may(message)) act(message);
  };
  // The list of rooms, which is beside it, walks by the same keys.
  useKeys({ j: move(1), k: move(-1) }, "first");
  useKeys({
    r: here(canAnswer, reply),
    c: here(canAnswer, actions.copyLink),
    e: here((message) => canEdit(message, me), edit),
    Delete: here((message) => canDelete(message, me), askDelete),
    "+": () => void focused()?.dispatchEvent(new Event(PICK)),
  });
}
