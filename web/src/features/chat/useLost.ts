// Whether a room that was open is no more, or not for me any more; tells which.
// The room's stream tells of its end; where mine is heard first, what the server then says of the room decides.
import { useEffect, useRef, useState } from "react";
import { useServices, useViewer } from "@/api/ServicesContext";
import { streamOf } from "@/features/chat/messages/model";
import { m } from "@/lib/messages";
import { notify } from "@/ui/toasts";

interface Told {
  user_id?: number;
}

export function useLost(name: string, isHere: boolean, isMissing: boolean): boolean {
  const { feed } = useServices();
  const { id: me } = useViewer();
  const [wasHere, setWasHere] = useState(isHere);
  if (isHere && !wasHere) setWasHere(true);
  const [isDeleted, setDeleted] = useState(false);
  const isTold = useRef(false);
  useEffect(
    () =>
      feed.listen(({ stream, type, data }) => {
        if (stream !== streamOf(name)) return;
        const isGone = type === "room_deleted";
        const isLeft = type === "member_left" && (data as Told).user_id === me;
        if (!isGone && !isLeft) return;
        isTold.current = true;
        setDeleted(isGone);
        notify({ text: isGone ? m.chat.deleted(name) : m.chat.left(name) });
      }),
    [feed, name, me],
  );
  const isLost = isDeleted || (wasHere && isMissing);
  useEffect(() => {
    if (isLost && !isTold.current) notify({ text: m.chat.left(name) });
  }, [name, isLost]);
  return isLost;
}
