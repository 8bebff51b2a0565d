// What a room is called and what it is about.
import { yupResolver } from "@hookform/resolvers/yup";
import { useForm } from "react-hook-form";
import type { Room } from "@/api/schema";
import { useUpdateRoomMutation } from "@/features/chat/rooms/api";
import { type DetailsForm, detailsSchema } from "@/features/chat/rooms/form";
import { errorsOf, tellErrors } from "@/features/chat/rooms/formErrors";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";

export function EditRoomDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const [update, { isLoading }] = useUpdateRoomMutation();
  const form = useForm<DetailsForm, unknown, DetailsForm>({
    resolver: yupResolver(detailsSchema),
    defaultValues: { title: room.title, topic: room.topic },
  });
  const save = form.handleSubmit(async (fields) => {
    const { error } = await update({ name: room.name, body: fields });
    if (error) tellErrors(form, error);
    else onClose();
  });
  return (
    <Dialog open onClose={onClose} title={m.rooms.editTitle(room.name)}>
      <form onSubmit={(event) => void save(event)} className="grid gap-4 px-5 pt-2 pb-5" noValidate>
        <p className="text-sm text-muted">{m.rooms.nameStays}</p>
        <Field label={m.rooms.titleField} hint={m.rooms.titleHint} autoComplete="off" errors={errorsOf(form, "title")} {...form.register("title")} />
        <Field label={m.rooms.topic} hint={m.rooms.topicHint} autoComplete="off" errors={errorsOf(form, "topic")} {...form.register("topic")} />
        <div className="flex justify-end gap-2">
          <Button weight="bare" onClick={onClose}>
            {m.rooms.cancel}
          </Button>
          <Button type="submit" weight="main" disabled={isLoading}>
            {m.rooms.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
