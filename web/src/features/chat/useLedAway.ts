// Tells that the open room is no more, or not for me any more, and leads away from it.
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useServices, useViewer } from "@/api/ServicesContext";
import { streamOf } from "@/features/chat/messages/model";
import { m } from "@/lib/messages";
import { notify } from "@/ui/toasts";

interface Told {
  user_id?: number;
}

export function useLedAway(name: string, isPrivate: boolean): void {
  const { feed } = useServices();
  const { id: me } = useViewer();
  const navigate = useNavigate();
  useEffect(
    () =>
      feed.listen(({ stream, type, data }) => {
        if (stream !== streamOf(name)) return;
        const isGone = type === "room_deleted";
        const isLeft = type === "member_left" && (data as Told).user_id === me;
        if (!isGone && !isLeft) return;
        notify({ text: isGone ? m.chat.deleted(name) : m.chat.left(name) });
        if (isGone || isPrivate) void navigate("/chat", { replace: true });
      }),
    [feed, name, isPrivate, me, navigate],
  );
}
