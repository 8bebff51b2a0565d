// The write of read marks: how far it is.
import { schema } from "@/api/schema";
import type { Answered, WriteKinds } from "@/outbox/sender";

const { readRoom } = schema.endpoints;

/** The room is gone, or I am not in it any more: nothing is left to be read. */
function isOver({ error }: Answered): boolean {
  return (error as { status?: unknown } | undefined)?.status === 404;
}

export const roomWrites: WriteKinds = {
  "room.read": {
    // Said twice it means the same, so it needs no key.
    async send({ body }, dispatch) {
      const answer = await dispatch(readRoom.initiate({ name: String(body.room), body: { seq: Number(body.seq) } }, { track: false }));
      return isOver(answer) ? { data: null } : answer;
    },
    event: ({ target, body }, data) => (data ? { stream: "me", type: "room_read", data } : { stream: "me", type: "room_deleted", data: { id: target, name: body.room } }),
  },
};
