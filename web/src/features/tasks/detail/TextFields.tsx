// The words of a task. They are written when the field is left, or after a pause; a title cannot be empty.
import { useEffect, useRef, useState } from "react";
import type { TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { m } from "@/lib/messages";
import { Field, inputClass } from "@/ui/Field";

const PAUSE_MS = 1200;

/** A text that is the task's until somebody types in it. */
function useText(said: string, write: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef(0);
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  const settle = (text: string | null) => {
    window.clearTimeout(timer.current);
    if (text !== null && text !== said) latest.current(text);
  };
  const type = (text: string) => {
    setTyped(text);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => settle(text), PAUSE_MS);
  };
  const leave = () => {
    settle(typed);
    setTyped(null);
  };
  return { text: typed ?? said, type, leave };
}

export function TextFields({ task }: { task: TaskEntry }) {
  const { update } = useTasksView();
  const title = useText(task.title, (text) => {
    if (text.trim()) update(task, { title: text.trim() });
  });
  const description = useText(task.description, (text) => {
    update(task, { description: text });
  });
  return (
    <>
      <Field
        label={m.tasks.detail.name}
        value={title.text}
        maxLength={200}
        autoComplete="off"
        errors={title.text.trim() ? [] : [m.tasks.detail.titleRequired]}
        onChange={({ target }) => title.type(target.value)}
        onBlur={title.leave}
      />
      <label className="grid gap-1 text-sm font-semibold">
        {m.tasks.detail.description}
        <textarea
          rows={5}
          value={description.text}
          maxLength={100_000}
          onChange={({ target }) => description.type(target.value)}
          onBlur={description.leave}
          className={`${inputClass} resize-y text-base font-normal`}
        />
      </label>
    </>
  );
}
