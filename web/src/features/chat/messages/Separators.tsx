// What stands between messages: a day begins, what is new to me begins.
import { useRoomView } from "@/features/chat/messages/RoomContext";
import { longDay } from "@/lib/format";
import { m } from "@/lib/messages";
import { addDays, type Day, dayOf } from "@/lib/zone";

export function DayLine({ day }: { day: Day }) {
  const { now, zone } = useRoomView();
  const today = dayOf(now, zone);
  const words = { [today]: m.chat.today, [addDays(today, -1)]: m.chat.yesterday }[day] ?? longDay(day, today);
  return (
    <div className="flex items-center gap-3 px-4 pt-3 pb-1.5 text-sm text-muted">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      <h2 className="font-semibold">{words}</h2>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </div>
  );
}

export function NewLine() {
  return (
    <div className="flex items-center gap-2 px-4 pt-1.5 text-xs font-semibold text-accent">
      <span aria-hidden="true" className="h-px flex-1 bg-accent" />
      <span>{m.chat.newMark}</span>
    </div>
  );
}
