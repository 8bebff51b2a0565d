// The one write of logs: how far it is.
import { schema } from "@/api/schema";
import type { Status } from "@/features/logs/model";
import type { WriteKinds } from "@/outbox/sender";

const { updateLogStatus } = schema.endpoints;

export const logWrites: WriteKinds = {
  "log.status": {
    send: ({ key, target, body }, dispatch) =>
      dispatch(updateLogStatus.initiate({ id: target, body: body as { status: Status }, "Idempotency-Key": key }, { track: false })),
    event: (_, data) => ({ stream: "me", type: "log_updated", data }),
  },
};
