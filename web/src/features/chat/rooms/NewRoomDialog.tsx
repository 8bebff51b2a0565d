// Makes a room, and goes there.
import { yupResolver } from "@hookform/resolvers/yup";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useNavigate } from "react-router";
import { useViewer } from "@/api/ServicesContext";
import { useCreateRoomMutation } from "@/features/chat/rooms/api";
import { asName, type RoomForm, roomSchema } from "@/features/chat/rooms/form";
import { errorsOf, tellErrors } from "@/features/chat/rooms/formErrors";
import { PeopleField } from "@/features/chat/rooms/PeopleField";
import { roomPath } from "@/features/chat/rooms/titles";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";

export default function NewRoomDialog({ onClose }: { onClose: () => void }) {
  const { id: me } = useViewer();
  const navigate = useNavigate();
  const [create, { isLoading }] = useCreateRoomMutation();
  const [members, setMembers] = useState<number[]>([]);
  const form = useForm<RoomForm, unknown, RoomForm>({
    resolver: yupResolver(roomSchema),
    defaultValues: { name: "", title: "", topic: "", private: false },
  });
  const { register, handleSubmit, control, setValue } = form;
  const isPrivate = useWatch({ control, name: "private" });
  const save = handleSubmit(async (fields) => {
    const { data, error } = await create({ body: { ...fields, ...(fields.private && { members }) } });
    if (data) void navigate(roomPath(data.name), { replace: true });
    else tellErrors(form, error);
  });
  return (
    <Dialog open onClose={onClose} title={m.rooms.new}>
      <form onSubmit={(event) => void save(event)} className="grid gap-4 px-5 pt-2 pb-5" noValidate>
        <Field
          label={m.rooms.name}
          hint={m.rooms.nameHint}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          errors={errorsOf(form, "name")}
          {...register("name", { onChange: ({ target }: { target: HTMLInputElement }) => setValue("name", asName(target.value)) })}
        />
        <Field label={m.rooms.titleField} hint={m.rooms.titleHint} autoComplete="off" errors={errorsOf(form, "title")} {...register("title")} />
        <Field label={m.rooms.topic} hint={m.rooms.topicHint} autoComplete="off" errors={errorsOf(form, "topic")} {...register("topic")} />
        <label className="flex items-start gap-2.5">
          <input type="checkbox" {...register("private")} className="mt-0.5 size-4.5 accent-(--accent)" />
          <span>
            <span className="block font-medium">{m.rooms.private}</span>
            <span className="block text-sm text-muted">{m.rooms.privateHint}</span>
          </span>
        </label>
        {isPrivate && <PeopleField label={m.rooms.members} people={members} fixed={[me]} onChange={setMembers} />}
        <div className="flex justify-end gap-2">
          <Button weight="bare" onClick={onClose}>
            {m.rooms.cancel}
          </Button>
          <Button type="submit" weight="main" disabled={isLoading}>
            {isLoading ? m.rooms.making : m.rooms.make}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
