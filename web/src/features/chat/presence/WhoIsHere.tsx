import { useViewer } from "@/api/ServicesContext";
import { Initials } from "@/features/chat/presence/Initials";
import { usePresence } from "@/features/chat/presence/usePresence";
import { m } from "@/lib/messages";

/** Those who have the room open, or are about, at the side of it. */
export function WhoIsHere({ room }: { room: string }) {
  const { id: me } = useViewer();
  const presence = usePresence(room);
  if (!presence) return null;
  return (
    <section aria-label={m.chat.here} className="grid content-start gap-2 overflow-y-auto p-4">
      <h2 className="text-sm font-semibold text-muted">
        {m.chat.here}
        <span className="ms-2 font-normal">{presence.users.length}</span>
      </h2>
      <ul className="grid gap-1.5">
        {presence.users.map(({ id, username }) => (
          <li key={id} className="flex min-w-0 items-center gap-2">
            <span className="relative flex-none">
              <Initials id={id} username={username} className="size-7" />
              <span aria-hidden="true" className="absolute -right-0.5 -bottom-0.5 size-2.5 rounded-full border-2 border-paper bg-ok" />
            </span>
            <span className="truncate">{username}</span>
            {id === me && <span className="flex-none text-sm text-muted">{m.chat.you}</span>}
          </li>
        ))}
      </ul>
      {presence.degraded && <p className="text-sm text-muted">{m.chat.degraded}</p>}
    </section>
  );
}
