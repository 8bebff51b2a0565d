// A server in memory, for component tests: activities, tasks, notifications, logs, the profile, its history and sessions with their events; and chat (fakeChat.ts). It answers `fetch` and opens sockets.
// Not here: anything that the tests do not need; the real server has tests of its own.
import type { Activity, Category, HistoryRecord, Log, Notification, Profile, Session, Task } from "@/api/schema";
import { FakeChat } from "@/test/fakeChat";

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
  logs: Log[] = [];
  tasks: Task[] = [];
  categories: Category[] = [];
  history: HistoryRecord[] = [];
  notifications: Notification[] = [];
  readonly chat = new FakeChat();
  calendarKey: string | null = null;
  profile: Profile = {
    id: 7,
    user: 7,
    username: "ann",
    email: "ann@example.com",
    name: "Ann",
    surname: "",
    age: null,
    phone_number: "",
    profession: "",
    about_me: "",
    profileimg: null,
    timezone: "Europe/Berlin",
    updated_at: "2026-11-21T09:00:00Z",
  };
  people = [{ id: 7, username: "ann" }, { id: 8, username: "bob" }, { id: 9, username: "bobby" }];
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

  task(fields: Partial<Task>): Task {
    this.lastId += 1;
    const now = new Date().toISOString();
    const made = { created_by: 7, owners: [7], created_at: now, updated_at: now, description: "", is_overdue: false };
    const defaults = { id: this.lastId, title: "pay rent", priority: 2, state: "open" as const, position: this.lastId * 1000, ...made };
    const whole = { ...defaults, ...fields };
    this.tasks = [whole, ...this.tasks.filter(({ id }) => id !== whole.id)];
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
      case "GET /api/tasks/": {
        const states = new URLSearchParams(search).get("state")?.split(",") ?? [];
        return json(this.tasks.filter(({ state }) => states.includes(state)), 200, here);
      }
      case "POST /api/tasks/":
        return json(this.task(body), 201);
      case "PATCH /api/tasks/N/":
        return json(this.task({ ...this.tasks.find((task) => task.id === id), ...body }));
      case "DELETE /api/tasks/N/":
        this.tasks = this.tasks.filter((task) => task.id !== id);
        return json(undefined, 204);
      case "POST /api/tasks/N/restore/":
        return json(this.task({ id }));
      case "GET /api/tasks/categories/":
        return json(this.categories, 200, here);
      case "POST /api/tasks/categories/":
        this.categories = [{ id: (this.lastId += 1), description: "", color: "", ...(body as { name: string }) }, ...this.categories];
        return json(this.categories[0], 201);
      case "GET /api/notifications/":
        return json(this.notifications.filter(({ read }) => !(read && search.includes("unread"))), 200, here);
      case "PATCH /api/notifications/N/":
        this.notifications = this.notifications.map((one) => (one.id === id ? { ...one, ...(body as Partial<Notification>) } : one));
        return json(this.notifications.find((one) => one.id === id));
      case "POST /api/notifications/read/":
        this.notifications = this.notifications.map((one) => ({ ...one, read: true }));
        return json({ read: 0 });
      case "GET /api/tasks/calendar-key/":
        return json({ created_at: this.calendarKey });
      case "POST /api/tasks/calendar-key/":
        this.calendarKey = new Date().toISOString();
        return json({ key: "k1", path: "/api/tasks/calendar.ics?key=k1", created_at: this.calendarKey }, 201);
      case "DELETE /api/tasks/calendar-key/":
        this.calendarKey = null;
        return json(undefined, 204);
      case "GET /api/users/": {
        const asked = new URLSearchParams(search);
        const [q, ids] = [asked.get("q"), asked.get("id")?.split(",") ?? []];
        return json(this.people.filter(({ id, username }) => ids.includes(String(id)) || (q && username.startsWith(q))));
      }
      case "GET /api/profiles/me/":
        return json(this.profile, 200, here);
      case "PATCH /api/profiles/me/":
        this.profile = { ...this.profile, ...(body as Partial<Profile>) };
        return json(this.profile);
      case "GET /api/auth/users/me/":
        return json({ id: 7, username: "ann", email: this.profile.email });
      case "PATCH /api/auth/users/me/":
        this.profile = { ...this.profile, email: String(body.email) };
        return json({ id: 7, username: "ann", email: this.profile.email });
      case "POST /api/token/":
        return json({ token: "0123456789abcdef" });
      case "GET /api/profile-history/":
        return json(this.history, 200, here);
      case "DELETE /api/profile-history/N/":
        this.history = this.history.filter((record) => record.id !== id);
        return json(undefined, 204);
      case "GET /logs/N/":
        return json(/action=none/.test(search) ? [] : this.logs, 200, here);
      case "PATCH /logs/N/status/":
        this.logs = this.logs.map((log) => (log.id === id ? { ...log, ...(body as Partial<Log>) } : log));
        return json(this.logs.find((log) => log.id === id));
      case "GET /api/auth/sessions/":
        return json(this.sessions, 200, here);
      case "DELETE /api/auth/sessions/N/":
        this.sessions = this.sessions.filter((session) => session.id !== id);
        return json(undefined, 204);
      default:
        return this.chat.answer(method, path, search, body, here) ?? json({ detail: "Not found." }, 404);
    }
  }
}
