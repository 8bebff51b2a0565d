// What can be done in a room: say something, and change, answer with an emoji or delete what was said.
import { useMemo } from "react";
import type { MessageEntry } from "@/features/chat/messages/model";
import { randomKey } from "@/lib/random";
import { m } from "@/lib/messages";
import { newTarget, takeBack, tryAgain, useOutboxDispatch, write } from "@/outbox/write";
import { copy } from "@/ui/copy";
import { alarm } from "@/ui/toasts";

export function useMessageActions(room: string) {
  const dispatch = useOutboxDispatch();
  return useMemo(() => {
    const change = (type: string, { id }: MessageEntry, fields: Record<string, unknown>) =>
      dispatch(write({ type, target: id, body: { room, ...fields } }));
    return {
      /** Answers whether it will be said. */
      say(content: string, reply_to: number | null) {
        const body = { room, content, reply_to, client_id: randomKey() };
        return dispatch(write({ type: "message.create", target: newTarget(), body })) !== null;
      },
      edit(message: MessageEntry, content: string) {
        return content === message.content || change("message.update", message, { content }) !== null;
      },
      react(message: MessageEntry, emoji: string) {
        const isOn = !message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine);
        change("message.react", message, { emoji, isOn });
      },
      remove(message: MessageEntry) {
        change("message.delete", message, { message });
      },
      tryAgain(message: MessageEntry) {
        if (message.refused) dispatch(tryAgain(message.refused.write));
      },
      discard(message: MessageEntry) {
        if (message.refused && !dispatch(takeBack(message.refused.write))) alarm({ text: m.error.unknown });
      },
      copyLink({ id }: MessageEntry) {
        void copy(`${location.origin}/chat/${room}?message=${id}`);
      },
      copyText({ content }: MessageEntry) {
        void copy(content);
      },
    };
  }, [dispatch, room]);
}

export type MessageActions = ReturnType<typeof useMessageActions>;
