// Finds somebody by name, and goes to the room of the two of us.
import { useState } from "react";
import { useNavigate } from "react-router";
import { reasonOf } from "@/api/errors";
import { useFindPeopleQuery } from "@/api/schema";
import { useViewer } from "@/api/ServicesContext";
import { useCreateRoomMutation } from "@/features/chat/rooms/api";
import { roomPath } from "@/features/chat/rooms/titles";
import { m } from "@/lib/messages";
import { Dialog } from "@/ui/Dialog";
import { Finder } from "@/ui/Finder";

export default function DirectDialog({ onClose }: { onClose: () => void }) {
  const { id: me } = useViewer();
  const navigate = useNavigate();
  const [start, setStart] = useState("");
  const [problem, setProblem] = useState("");
  const { currentData = [], isFetching } = useFindPeopleQuery({ q: start }, { skip: start === "" });
  const [create] = useCreateRoomMutation();
  const goTo = async (person: number) => {
    const { data, error } = await create({ body: { direct: [person] } });
    if (data) void navigate(roomPath(data.name), { replace: true });
    else setProblem(reasonOf(error));
  };
  return (
    <Dialog open onClose={onClose} title={m.rooms.direct} className="overflow-visible!">
      <div className="grid gap-3 px-5 pt-1 pb-5">
        <p className="text-sm text-muted">{m.rooms.directHint}</p>
        <Finder
          label={m.rooms.directWith}
          found={currentData.filter(({ id }) => id !== me)}
          isBusy={isFetching}
          onText={setStart}
          onPick={({ id }) => void goTo(id)}
        />
        <p role="status" className="text-sm font-medium text-accent empty:hidden">
          {problem}
        </p>
      </div>
    </Dialog>
  );
}
