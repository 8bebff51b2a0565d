// The writes of activities: which request each is, and which event says the same.
// A timer that waited to be sent says when it was started or stopped; one that leaves at once lets the server say.
import { schema } from "@/api/schema";
import type { ActivityFields } from "@/features/activities/model";
import { m } from "@/lib/messages";
import type { WriteKinds } from "@/outbox/sender";
import type { Write } from "@/outbox/slice";

const AT_ONCE_MS = 3000;

const { createActivity, updateActivity, deleteActivity, restoreActivity, startTimer, stopTimer } = schema.endpoints;
const untracked = { track: false } as const;

const put = (type: "activity_created" | "activity_updated") => (_: Write, data: unknown) => ({ stream: "me", type, data });
const lateness = (write: Write) => Date.now() - write.madeAt;

/** Puts what was typed back into the line, when the line is there and empty. */
export const GIVE_BACK = "daybook:give-back";

function giveBack({ typed }: Write) {
  if (!typed) return undefined;
  return { label: m.toast.putBack, run: () => void window.dispatchEvent(new CustomEvent(GIVE_BACK, { detail: typed })) };
}

export const activityWrites: WriteKinds = {
  "activity.create": {
    send: ({ key, body }, dispatch) =>
      dispatch(createActivity.initiate({ body: body as unknown as ActivityFields, "Idempotency-Key": key }, untracked)),
    event: put("activity_created"),
    giveBack,
  },
  "activity.update": {
    send: ({ key, target, body }, dispatch) =>
      dispatch(updateActivity.initiate({ id: target, body: body, "Idempotency-Key": key }, untracked)),
    event: put("activity_updated"),
  },
  "activity.delete": {
    send: ({ key, target }, dispatch) => dispatch(deleteActivity.initiate({ id: target, "Idempotency-Key": key }, untracked)),
    event: ({ target }) => ({ stream: "me", type: "activity_deleted", data: { id: target } }),
  },
  "activity.restore": {
    send: ({ key, target }, dispatch) => dispatch(restoreActivity.initiate({ id: target, "Idempotency-Key": key }, untracked)),
    event: put("activity_created"),
  },
  "timer.start": {
    send: (write, dispatch) => {
      const { activity_name, tags } = write.body as unknown as ActivityFields;
      const started = lateness(write) > AT_ONCE_MS && { started_at: new Date(write.at).toISOString() };
      return dispatch(startTimer.initiate({ body: { activity_name, tags, ...started }, "Idempotency-Key": write.key }, untracked));
    },
    event: put("activity_created"),
    giveBack,
  },
  "timer.stop": {
    send: (write, dispatch) => {
      const ended = { id: write.target, body: { ended_at: new Date(write.at).toISOString() }, "Idempotency-Key": write.key };
      return lateness(write) > AT_ONCE_MS
        ? dispatch(updateActivity.initiate(ended, untracked))
        : dispatch(stopTimer.initiate({ "Idempotency-Key": write.key }, untracked));
    },
    event: put("activity_updated"),
  },
};

