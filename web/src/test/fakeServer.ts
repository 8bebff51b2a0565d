// A server in memory, for component tests: activities and sessions with their events. It answers `fetch` and opens sockets.
// Not here: anything that the tests do not need; the real server has tests of its own.
import type { Activity, Session } from "@/api/schema";

type Json = Record<string, unknown>;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

/** A socket that the test holds the other end of. */
export class FakeSocket extends EventTarget {
  static readonly open: FakeSocket[] = [];
  readyState: number = WebSocket.CONNECTING;
  sent: Json[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((close: { code: number }) => void) | null = null;

  constructor() {
    super();
    FakeSocket.open.push(this);
  }
  accept(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Json);
  }
  tell(frame: Json): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  close(code = 1000): void {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({ code });
  }
}

export class FakeServer {
  activities: Activity[] = [];
  sessions: Session[] = [];
  seq = 0;
  asked: { method: string; path: string; query: string; key: string | null; body: Json }[] = [];
  /** Answers instead, for the next requests that match. */
  refuse: ((method: string, path: string) => Response | undefined) | null = null;
  private lastId = 100;

  activity(fields: Partial<Activity>): Activity {
    const started_at = fields.started_at ?? "2026-11-21T09:00:00Z";
    const ended_at = fields.running ? null : (fields.ended_at ?? started_at);
    const duration = ended_at ? Math.round((Date.parse(ended_at) - Date.parse(started_at)) / 60_000) : 0;
    this.lastId += 1;
    const defaults = { id: this.lastId, user: "ann", activity_name: "reading", timestamp: started_at, note: "", tags: [] };
    const whole = { ...defaults, running: false, ...fields, duration, started_at, ended_at };
    this.activities = [whole, ...this.activities.filter(({ id }) => id !== whole.id)];
    this.seq += 1;
    return whole;
  }

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    const body = text ? (JSON.parse(text) as Json) : {};
    this.asked.push({ method: request.method, path: pathname, query: search, key: request.headers.get("Idempotency-Key"), body });
    return this.refuse?.(request.method, pathname) ?? this.answer(request.method, pathname, search, body);
  };

  private answer(method: string, path: string, search: string, body: Json): Response {
    const here = { "Daybook-Seq": `me=e1.${this.seq}` };
    const id = Number(/\/(\d+)\//.exec(path)?.[1]);
    const known = this.activities.find((activity) => activity.id === id);
    switch (`${method} ${path.replace(/\d+/, "N")}`) {
      case "GET /api/activities/":
        return json(/tag=none/.test(search) ? [] : this.activities, 200, here);
      case "GET /api/activities/current/":
        return json(this.activities.find(({ running }) => running) ?? null, 200, here);
      case "GET /api/activities/summary/":
        return json([]);
      case "POST /api/activities/":
        return json(this.activity(body), 201);
      case "POST /api/activities/start/":
        return json(this.activity({ started_at: new Date().toISOString(), ...body, running: true }), 201);
      case "POST /api/activities/stop/": {
        const running = this.activities.find((activity) => activity.running);
        return json(this.activity({ ...running, running: false, ended_at: new Date().toISOString() }));
      }
      case "PATCH /api/activities/N/":
        return json(this.activity({ ...known, ...body }));
      case "DELETE /api/activities/N/":
        this.activities = this.activities.filter((activity) => activity.id !== id);
        return json(undefined, 204);
      case "POST /api/activities/N/restore/":
        return json(this.activity({ id }));
      case "GET /api/auth/sessions/":
        return json(this.sessions, 200, here);
      case "DELETE /api/auth/sessions/N/":
        this.sessions = this.sessions.filter((session) => session.id !== id);
        return json(undefined, 204);
      default:
        return json({ detail: "Not found." }, 404);
    }
  }
}
