// Leaving a room, or deleting it for all: asked first, for neither can be undone.
// Not here: telling that it was done (useLost.ts), for it may be done elsewhere.
import { useState } from "react";
import { useNavigate } from "react-router";
import { reasonOf } from "@/api/errors";
import type { Room } from "@/api/schema";
import { useDeleteRoomMutation, useLeaveRoomMutation } from "@/features/chat/rooms/api";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

interface EndRoomDialogProps {
  room: Room;
  how: "leave" | "delete";
  onClose: () => void;
}

function consequence({ private: isPrivate, member_count }: Room, how: "leave" | "delete"): string {
  if (how === "delete") return m.rooms.deleteAsk(member_count);
  if (!isPrivate) return m.rooms.leavePublic;
  return member_count <= 1 ? m.rooms.leaveLast : m.rooms.leavePrivate;
}

export function EndRoomDialog({ room, how, onClose }: EndRoomDialogProps) {
  const navigate = useNavigate();
  const [problem, setProblem] = useState("");
  const [leave, leaving] = useLeaveRoomMutation();
  const [remove, removing] = useDeleteRoomMutation();
  const title = room.title || room.name;
  const end = async () => {
    const { error } = await (how === "leave" ? leave : remove)({ name: room.name });
    if (error) {
      setProblem(reasonOf(error));
      return;
    }
    void navigate("/chat", { replace: true });
  };
  return (
    <Dialog open onClose={onClose} title={how === "leave" ? m.rooms.leaveTitle(title) : m.rooms.deleteTitle(title)}>
      <div className="grid gap-4 px-5 pt-1 pb-5">
        <p>{consequence(room, how)}</p>
        <p role="status" className="text-sm font-medium text-accent empty:hidden">
          {problem}
        </p>
        <div className="flex justify-end gap-2">
          <Button weight="bare" onClick={onClose}>
            {m.rooms.cancel}
          </Button>
          <Button weight="main" disabled={leaving.isLoading || removing.isLoading} onClick={() => void end()}>
            {how === "leave" ? m.rooms.leave : m.rooms.delete}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
