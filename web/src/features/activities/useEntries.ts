// A list of activities with what is not yet answered, and what can be done to one.
import { useCallback, useMemo } from "react";
import { useViewer } from "@/api/ServicesContext";
import type { Activity, ActivityFields, Entry } from "@/features/activities/model";
import { withPending } from "@/features/activities/pending";
import { m } from "@/lib/messages";
import { takeBack, useOutboxDispatch, useWrites, write } from "@/outbox/write";
import { notify } from "@/ui/toasts";

export function useEntries(items: Activity[]): Entry[] {
  const { username } = useViewer();
  const writes = useWrites();
  return useMemo(() => withPending(items, writes, username), [items, writes, username]);
}

export function useEntryActions() {
  const dispatch = useOutboxDispatch();
  const update = useCallback(
    (entry: Entry, changes: Partial<ActivityFields>) => {
      dispatch(write({ type: "activity.update", target: entry.id, body: { ...changes } }));
    },
    [dispatch],
  );
  const remove = useCallback(
    (entry: Entry) => {
      const made = dispatch(write({ type: "activity.delete", target: entry.id, body: {} }));
      if (!made) return;
      const undo = () => {
        if (dispatch(takeBack(made.key))) return;
        dispatch(write({ type: "activity.restore", target: entry.id, body: { ...entry } }));
      };
      notify({ text: m.toast.deleted(entry.activity_name), action: { label: m.toast.undo, run: undo } });
    },
    [dispatch],
  );
  return { update, remove };
}
