// Every place where I am signed in, live; each can be ended.
import { useState } from "react";
import { reasonOf } from "@/api/errors";
import type { Session } from "@/api/schema";
import { useDeleteSessionMutation, useListSessionsQuery } from "@/features/identity/api";
import { SessionRow } from "@/features/identity/SessionRow";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Dialog } from "@/ui/Dialog";
import { Skeleton } from "@/ui/Skeleton";
import { Failed } from "@/ui/States";
import { alarm, notify } from "@/ui/toasts";

export function SessionsCard() {
  const { data, error, isError, refetch } = useListSessionsQuery();
  const [endSession] = useDeleteSessionMutation();
  const [isAsking, setAsking] = useState(false);
  const sessions = data?.items ?? [];
  const others = sessions.filter(({ current }) => !current);

  const end = async (ended: Session[], done: string) => {
    const answers = await Promise.all(ended.map(({ id }) => endSession({ id })));
    // One that ended meanwhile is as well.
    const failed = answers.find(({ error }) => error && (error as { status?: unknown }).status !== 404);
    if (failed) alarm({ text: reasonOf(failed.error) });
    else notify({ text: done });
  };
  const endOthers = () => {
    setAsking(false);
    void end(others, m.settings.endedOthers(others.length));
  };

  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" className="font-semibold">
        {m.settings.sessions}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.settings.sessionsHint}</p>
      <Card>
        {!data && !isError && <Skeleton rows={3} />}
        {!data && isError && <Failed reason={reasonOf(error)} onRetry={() => void refetch()} />}
        <ul>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => void end([session], m.settings.ended)} />
          ))}
        </ul>
        {data && (
          <div className="border-t border-line px-4 py-3">
            {others.length > 0 ? (
              <Button onClick={() => setAsking(true)}>{m.settings.endOthers}</Button>
            ) : (
              <p className="text-sm text-muted">{m.settings.noOthers}</p>
            )}
          </div>
        )}
      </Card>
      <Dialog open={isAsking} onClose={() => setAsking(false)} title={m.settings.endOthers}>
        <div className="grid gap-4 px-5 pt-1 pb-5">
          <p>{m.settings.endOthersAsk(others.length)}</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{m.settings.cancel}</Button>
            <Button weight="main" onClick={endOthers}>
              {m.settings.endOthers}
            </Button>
          </div>
        </div>
      </Dialog>
    </section>
  );
}
