// Which messages a live list of a room holds: the oldest come first. Pure and free of React: the server's tests run it too.
// Invariant: one that was deleted stays, without its words, for its number is counted.
import type { Rule } from "@/realtime/apply";

interface Numbered {
  id: number;
  seq: number;
}

export function messageRule<T extends Numbered>(room: string): Rule<T> {
  return {
    stream: `room:${room}`,
    puts: ["message_created", "message_updated", "message_deleted"],
    removes: [],
    holds: () => true,
    order: (a, b) => a.seq - b.seq,
  };
}
