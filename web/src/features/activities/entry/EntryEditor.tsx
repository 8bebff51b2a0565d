// An entry opened in place: everything about it can be changed, and it can be deleted.
import { yupResolver } from "@hookform/resolvers/yup";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { type EntryForm, entrySchema, formOf, fieldsOf } from "@/features/activities/entry/form";
import type { Entry } from "@/features/activities/model";
import { useEntryActions } from "@/features/activities/useEntries";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";

interface EntryEditorProps {
  entry: Entry;
  zone: string;
  onClose: () => void;
}

export default function EntryEditor({ entry, zone, onClose }: EntryEditorProps) {
  const { update, remove } = useEntryActions();
  const { register, handleSubmit, formState, setFocus } = useForm<EntryForm>({
    resolver: yupResolver(entrySchema),
    defaultValues: formOf(entry, zone),
  });
  const errors = (name: keyof EntryForm) => {
    const message = formState.errors[name]?.message;
    return message ? [message] : [];
  };
  const save = handleSubmit((form) => {
    const changes = fieldsOf(form, entry, zone);
    if (Object.keys(changes).length > 0) update(entry, changes);
    onClose();
  });
  // The person opened this form to write in it.
  useEffect(() => setFocus("name", { shouldSelect: true }), [setFocus]);
  useEffect(() => {
    const closeOnEscape = ({ key }: KeyboardEvent) => key === "Escape" && onClose();
    document.addEventListener("keydown", closeOnEscape);
    return () => document.removeEventListener("keydown", closeOnEscape);
  }, [onClose]);
  return (
    <form
      aria-label={m.entry.form}
      onSubmit={(event) => void save(event)}
      className="my-1.5 me-2.5 ms-3 grid grid-cols-2 gap-3 rounded-md border border-edge bg-card p-3 md:grid-cols-4"
      noValidate
    >
      <Field label={m.entry.name} autoComplete="off" className="col-span-2" errors={errors("name")} {...register("name")} />
      <Field label={m.entry.tags} autoComplete="off" hint={m.entry.tagsHint} className="col-span-2" errors={errors("tags")} {...register("tags")} />
      <Field label={m.entry.start} type="datetime-local" className="col-span-2" errors={errors("start")} {...register("start")} />
      {!entry.running && (
        <Field label={m.entry.end} type="datetime-local" className="col-span-2" errors={errors("end")} {...register("end")} />
      )}
      <Field label={m.entry.note} autoComplete="off" className="col-span-2 md:col-span-4" errors={errors("note")} {...register("note")} />
      <div className="col-span-2 flex flex-wrap gap-2 md:col-span-4">
        <Button type="submit" weight="main">
          {m.entry.save}
        </Button>
        <Button onClick={onClose}>{m.entry.cancel}</Button>
        <Button
          weight="bare"
          className="ms-auto"
          onClick={() => {
            remove(entry);
            onClose();
          }}
        >
          {m.entry.delete}
        </Button>
      </div>
    </form>
  );
}
