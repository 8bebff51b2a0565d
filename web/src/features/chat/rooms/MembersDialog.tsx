// Who is in a room. Who made a private one says who; into a public one everybody comes alone.
import { useState } from "react";
import { reasonOf } from "@/api/errors";
import { useNames } from "@/api/people";
import type { Room } from "@/api/schema";
import { useViewer } from "@/api/ServicesContext";
import { Initials } from "@/features/chat/presence/Initials";
import { useUpdateRoomMutation } from "@/features/chat/rooms/api";
import { mayChange } from "@/features/chat/rooms/may";
import { PeopleField } from "@/features/chat/rooms/PeopleField";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

function Change({ room, onClose }: { room: Room; onClose: () => void }) {
  const { id: me } = useViewer();
  const [members, setMembers] = useState(room.members);
  const [problem, setProblem] = useState("");
  const [update, { isLoading }] = useUpdateRoomMutation();
  const save = async () => {
    const { error } = await update({ name: room.name, body: { members } });
    if (error) setProblem(reasonOf(error));
    else onClose();
  };
  return (
    <>
      <PeopleField label={m.rooms.members} people={members} fixed={[room.created_by ?? me]} onChange={setMembers} />
      <p role="status" className="text-sm font-medium text-accent empty:hidden">
        {problem}
      </p>
      <div className="flex justify-end gap-2">
        <Button weight="bare" onClick={onClose}>
          {m.rooms.cancel}
        </Button>
        <Button weight="main" disabled={isLoading} onClick={() => void save()}>
          {m.rooms.save}
        </Button>
      </div>
    </>
  );
}

export function MembersDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const viewer = useViewer();
  const nameOf = useNames(room.members);
  const hidden = room.member_count - room.members.length;
  return (
    <Dialog open onClose={onClose} title={m.rooms.members} className="min-h-80">
      <div className="grid gap-3 px-5 pt-1 pb-5">
        <p className="text-sm text-muted">{room.direct ? m.rooms.directMembers : room.private ? m.rooms.privateMembers : m.rooms.publicMembers}</p>
        {room.private && mayChange(room, viewer) ? (
          <Change room={room} onClose={onClose} />
        ) : (
          <ul aria-label={m.rooms.members} className="grid gap-1">
            {room.members.map((id) => (
              <li key={id} className="flex items-center gap-2.5 py-0.5">
                <Initials id={id} username={nameOf(id)} className="size-7" />
                <span className="min-w-0 truncate">{id === viewer.id ? m.rooms.me(nameOf(id)) : nameOf(id)}</span>
                {id === room.created_by && !room.direct && <span className="text-sm text-muted">{m.rooms.madeIt}</span>}
              </li>
            ))}
            {hidden > 0 && <li className="text-muted">{m.rooms.moreMembers(hidden)}</li>}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
