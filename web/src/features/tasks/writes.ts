// The writes of tasks: which request each is, and which event says the same.
import { schema } from "@/api/schema";
import type { TaskFields } from "@/features/tasks/model";
import { m } from "@/lib/messages";
import type { WriteKinds } from "@/outbox/sender";
import type { Write } from "@/outbox/slice";

const { createTask, updateTask, deleteTask, restoreTask } = schema.endpoints;
const untracked = { track: false } as const;
const put = (type: "task_created" | "task_updated") => (_: Write, data: unknown) => ({ stream: "me", type, data });

/** Puts what was typed back into the line of a new task. */
export const GIVE_TASK_BACK = "daybook:give-task-back";

export const taskWrites: WriteKinds = {
  "task.create": {
    send: ({ key, body }, dispatch) =>
      dispatch(createTask.initiate({ body: body as unknown as TaskFields, "Idempotency-Key": key }, untracked)),
    event: put("task_created"),
    giveBack: ({ typed }) => {
      if (!typed) return undefined;
      return { label: m.toast.putBack, run: () => void window.dispatchEvent(new CustomEvent(GIVE_TASK_BACK, { detail: typed })) };
    },
  },
  "task.update": {
    send: ({ key, target, body }, dispatch) => dispatch(updateTask.initiate({ id: target, body, "Idempotency-Key": key }, untracked)),
    event: put("task_updated"),
  },
  "task.delete": {
    send: ({ key, target }, dispatch) => dispatch(deleteTask.initiate({ id: target, "Idempotency-Key": key }, untracked)),
    event: ({ target }) => ({ stream: "me", type: "task_deleted", data: { id: target } }),
  },
  "task.restore": {
    send: ({ key, target }, dispatch) => dispatch(restoreTask.initiate({ id: target, "Idempotency-Key": key }, untracked)),
    event: put("task_created"),
  },
};
