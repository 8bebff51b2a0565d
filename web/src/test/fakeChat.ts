// The chat of the server in memory: one person's rooms, what is said in them, how far it was read.
// Not here: what no test needs; the streams of rooms are told by the tests themselves.
import type { ChatMessage, ReadMark, Room } from "@/api/schema";

type Json = Record<string, unknown>;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
const notFound = () => json({ detail: "Not found." }, 404);

export class FakeChat {
  rooms: Room[] = [];
  messages: ChatMessage[] = [];
  unread: ReadMark[] = [];
  /** Where the stream of every room stands. */
  seq = 0;

  room(name: string, fields: Partial<Room> = {}): void {
    const made = { id: this.rooms.length + 1, name, title: "", topic: "", private: false, direct: false };
    this.rooms.push({ ...made, members: [7, 8], member_count: 2, created_by: 7, created_at: "2026-11-01T09:00:00Z", ...fields });
  }

  /** Ben says something, unless said otherwise. */
  say(fields: Partial<ChatMessage> = {}): ChatMessage {
    const room = fields.room ?? "general";
    const seq = this.messages.filter((message) => message.room === room).length + 1;
    const made = { id: 1000 + this.messages.length, seq, room, user: "ben", user_id: 8, content: `line ${seq}` };
    const timestamp = new Date(Date.now() - 60_000 + seq).toISOString();
    const rest = { timestamp, edited_at: null, deleted: false, reply_to: null, client_id: null, mentions: [], reactions: [] };
    const message = { ...made, ...rest, ...fields };
    this.messages.push(message);
    return message;
  }

  /** Null when it is not about chat. */
  answer(method: string, path: string, search: string, body: Json, me: Record<string, string>): Response | null {
    if (!path.startsWith("/api/chat/")) return null;
    if (path === "/api/chat/rooms/") return this.listRooms(new URLSearchParams(search), me);
    if (path === "/api/chat/unread/") return json(this.unread);
    const [, name = "", rest = ""] = /^\/api\/chat\/rooms\/([^/]+)\/(.*)$/.exec(path) ?? [];
    const room = this.rooms.find((other) => other.name === name);
    if (!room) return notFound();
    if (rest === "") return json(room);
    if (rest === "read/") return json({ id: room.id, room: name, last_seq: 0, read_seq: body.seq, unread: 0 });
    if (rest === "messages/" && method === "POST") return json(this.say({ room: name, user: "ann", user_id: 7, ...body }), 201);
    if (rest === "messages/") return this.list(name, new URLSearchParams(search));
    return this.one(method, rest, body);
  }

  private listRooms(search: URLSearchParams, me: Record<string, string>): Response {
    if (search.has("mine")) return json(this.rooms.filter(({ members }) => members.includes(7)), 200, me);
    const before = Number(search.get("before") ?? Infinity);
    const fits = this.rooms.filter(({ id }) => id < before).toReversed();
    const shown = fits.slice(0, Number(search.get("limit") ?? Infinity));
    return json(shown, 200, shown.length < fits.length ? { ...me, Link: '</more>; rel="next"' } : me);
  }

  private list(name: string, search: URLSearchParams): Response {
    const asked = (key: string) => (search.has(key) ? Number(search.get(key)) : null);
    const [before, after, limit] = [asked("before"), asked("after"), asked("limit") ?? 50];
    const all = this.messages.filter(({ room }) => room === name).toSorted((a, b) => a.seq - b.seq);
    const named = [before, after].find((id) => id !== null && !all.some((message) => message.id === id));
    if (named !== undefined) return json({ after: ["Invalid pk."] }, 400);
    const fits = all.filter(({ id }) => (before === null || id < before) && (after === null || id > after));
    const shown = after === null ? fits.slice(-limit) : fits.slice(0, limit);
    const link: Record<string, string> = shown.length < fits.length ? { Link: '</more>; rel="next"' } : {};
    return json(shown, 200, { "Daybook-Seq": `room:${name}=e1.${this.seq}`, ...link });
  }

  private one(method: string, rest: string, body: Json): Response {
    const [, id, emoji] = /^messages\/(\d+)\/(?:reactions\/([^/]+)\/)?$/.exec(rest) ?? [];
    const index = this.messages.findIndex((message) => message.id === Number(id));
    const message = this.messages[index];
    if (!message) return notFound();
    const put = (fields: Partial<ChatMessage>) => (this.messages[index] = { ...message, ...fields });
    if (emoji) return json(put({ reactions: method === "PUT" ? [{ emoji: decodeURIComponent(emoji), count: 1, mine: true }] : [] }));
    if (method === "PATCH") return json(put({ ...body, edited_at: new Date().toISOString() }));
    if (method !== "DELETE") return json(message);
    put({ content: "", deleted: true });
    return new Response(null, { status: 204 });
  }
}
