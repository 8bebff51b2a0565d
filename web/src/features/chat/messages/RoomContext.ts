// What the parts of an open room share.
import { createContext, use } from "react";
import type { MessageActions } from "@/features/chat/messages/useMessageActions";
import type { MessageEntry } from "@/features/chat/messages/model";

export interface RoomView {
  room: string;
  /** What it is called: `#general`, or the name of the other one. */
  called: string;
  me: { id: number; username: string; is_staff: boolean };
  zone: string;
  /** By the clock of the server, to the minute. */
  now: number;
  actions: MessageActions;
  /** Those that were read so far, by their ids. */
  byId: ReadonlyMap<number, MessageEntry>;
  reply(message: MessageEntry): void;
  edit(message: MessageEntry): void;
  askDelete(message: MessageEntry): void;
  /** Shows a message, wherever in the room it is. */
  goTo(id: number): void;
}

export const RoomContext = createContext<RoomView | null>(null);

export function useRoomView(): RoomView {
  const view = use(RoomContext);
  if (!view) throw new Error("this needs an open room");
  return view;
}

export const canEdit = ({ user_id, deleted, refused }: MessageEntry, me: RoomView["me"]) => user_id === me.id && !deleted && !refused;

export const canDelete = (message: MessageEntry, me: RoomView["me"]) => canEdit(message, me) || (me.is_staff && !message.deleted && message.id > 0);

/** What was not stored yet cannot be answered. */
export const canAnswer = ({ id, deleted }: MessageEntry) => id > 0 && !deleted;
