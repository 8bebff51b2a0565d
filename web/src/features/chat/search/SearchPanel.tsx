// Looks for what was said, in one room or in all. The words stand in the address, so that Back comes to what was found.
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { reasonOf } from "@/api/errors";
import { useNow, useZone } from "@/api/ServicesContext";
import { byTitle } from "@/features/chat/rooms/titles";
import { useRooms, useRoomTitles } from "@/features/chat/rooms/useRooms";
import { type Question, usePageSearchInfiniteQuery } from "@/features/chat/search/api";
import { Result } from "@/features/chat/search/Result";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { useArrows } from "@/lib/useArrows";
import { wordsOf } from "@/lib/words";
import { Button } from "@/ui/Button";
import { PausedInput } from "@/ui/PausedInput";
import { Select } from "@/ui/Select";
import { Sheet } from "@/ui/Sheet";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

const TICK_MS = 60_000;

function Results({ question, nameOf }: { question: Question; nameOf: (room: string) => string }) {
  const [now, zone] = [useNow(TICK_MS), useZone()];
  const { currentData, isError, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = usePageSearchInfiniteQuery(question);
  const messages = currentData?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <p role="status" className={messages.length > 0 ? "px-5 pt-3 pb-1 text-sm text-muted" : "sr-only"}>
        {currentData ? m.rooms.found(messages.length, hasNextPage) : m.rooms.looking}
      </p>
      {!currentData && !isError && <Skeleton rows={4} className="px-5" />}
      {currentData && messages.length === 0 && <Empty title={m.rooms.nothing}>{m.rooms.nothingHint}</Empty>}
      {messages.length > 0 && (
        <ul aria-label={m.rooms.results}>
          {messages.map((message) => (
            <Result key={message.id} message={message} q={question.q} room={nameOf(message.room)} now={now} zone={zone} />
          ))}
        </ul>
      )}
      {isError && <Failed reason={reasonOf(error)} onRetry={() => void (currentData ? fetchNextPage() : refetch())} />}
      {hasNextPage && !isError && (
        <div className="border-t border-line p-2 text-center">
          <Button weight="bare" data-row disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? m.rooms.looking : m.rooms.older}
          </Button>
        </div>
      )}
    </>
  );
}

export default function SearchPanel({ onClose }: { onClose: () => void }) {
  const [search, setSearch] = useSearchParams();
  const [q, room] = [search.get("q") ?? "", search.get("in") ?? ""];
  const { rooms } = useRooms();
  const titleOf = useRoomTitles(rooms);
  const arrows = useArrows();
  const names = useMemo(() => new Map(rooms.toSorted(byTitle(titleOf)).map((one) => [one.name, titleOf(one)])), [rooms, titleOf]);
  const nameOf = (name: string) => names.get(name) ?? name;
  const options = [["", m.rooms.allRooms], ...(room && !names.has(room) ? [[room, room]] : []), ...names] as [string, string][];
  const set = (name: string) => (value: string) => setSearch((now) => withParam(now, name, value), { replace: true });
  const question = useMemo(() => ({ q: q.trim(), room }), [q, room]);
  return (
    <Sheet title={m.rooms.search} closeLabel={m.notifications.close} onClose={onClose} initialFocus={() => arrows.ref.current?.querySelector("input") ?? null}>
      <div {...arrows} role="presentation">
        <div role="search" className="grid grid-cols-[minmax(0,1fr)_minmax(0,10rem)] gap-3 px-5 pb-3">
          <PausedInput label={m.rooms.searchFor} type="search" value={q} onChange={set("q")} />
          <Select label={m.rooms.searchIn} value={room} options={options} onChange={set("in")} />
        </div>
        {wordsOf(q).length === 0 ? <p className="px-5 text-sm text-muted">{m.rooms.searchHint}</p> : <Results question={question} nameOf={nameOf} />}
      </div>
    </Sheet>
  );
}
