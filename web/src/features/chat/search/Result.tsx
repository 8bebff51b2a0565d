// One message that was found: where, who, when, and the words that were looked for. It leads there.
import { Link } from "react-router";
import type { ChatMessage } from "@/api/schema";
import { roomPath } from "@/features/chat/rooms/titles";
import { found } from "@/features/chat/search/marks";
import { exact, relative } from "@/lib/format";
import { m } from "@/lib/messages";

interface ResultProps {
  message: ChatMessage;
  q: string;
  room: string;
  now: number;
  zone: string;
}

export function Result({ message, q, room, now, zone }: ResultProps) {
  const at = Date.parse(message.timestamp);
  return (
    <li className="border-t border-line first:border-0">
      <Link to={roomPath(message.room, message.id)} data-row className="block px-5 py-2.5 text-ink no-underline -outline-offset-2 hover:bg-sunken/60">
        <span className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted">
          <b className="font-semibold text-ink">{message.user}</b>
          <span className="min-w-0 truncate">{m.rooms.inRoom(room)}</span>
          <time dateTime={message.timestamp} title={exact(at, zone)} className="ms-auto">
            {relative(at, now)}
          </time>
        </span>
        <span className="block wrap-anywhere">
          {found(message.content, q).map(({ text, isFound }, key) =>
            isFound ? (
              <mark key={key} className="rounded-xs bg-accent-soft font-medium text-accent">
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </span>
      </Link>
    </li>
  );
}
