// A private address of my tasks for calendar programs: made, shown once, renewed, ended.
import { useNow, useZone } from "@/api/ServicesContext";
import { reasonOf } from "@/api/errors";
import { useCreateCalendarKeyMutation, useDeleteCalendarKeyMutation, useFindCalendarKeyQuery } from "@/features/tasks/api";
import { exact, relative } from "@/lib/format";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Secret } from "@/ui/Secret";
import { Skeleton } from "@/ui/Skeleton";
import { Failed } from "@/ui/States";
import { alarm, notify } from "@/ui/toasts";

const MINUTE_MS = 60_000;

/** A key that was just made says it all beside it. */
function Known({ createdAt }: { createdAt: string | null | undefined }) {
  const zone = useZone();
  const now = useNow(MINUTE_MS);
  if (!createdAt) return <p className="text-muted">{m.calendar.none}</p>;
  const at = Date.parse(createdAt);
  return (
    <p className="text-muted" title={exact(at, zone)}>
      {m.calendar.made(relative(at, now))}
    </p>
  );
}

export function CalendarCard() {
  const { data, isError, error, refetch } = useFindCalendarKeyQuery();
  const [create, made] = useCreateCalendarKeyMutation();
  const [end, { isLoading: isEnding }] = useDeleteCalendarKeyMutation();
  const make = async () => {
    const { error } = await create();
    if (error) alarm({ text: reasonOf(error) });
  };
  const endIt = async () => {
    const { error } = await end();
    if (error) {
      alarm({ text: reasonOf(error) });
      return;
    }
    made.reset();
    notify({ text: m.calendar.ended });
  };
  return (
    <section aria-labelledby="calendar">
      <h2 id="calendar" className="font-semibold">
        {m.calendar.title}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.calendar.hint}</p>
      <Card className="p-4">
        {!data && (isError ? <Failed reason={reasonOf(error)} onRetry={() => void refetch()} /> : <Skeleton rows={1} className="p-0" />)}
        {data && (
          <div className="grid gap-4">
            {made.data ? <Secret label={m.calendar.address} hint={m.calendar.once} secret={location.origin + made.data.path} /> : <Known createdAt={data.created_at} />}
            <div className="flex flex-wrap items-center gap-2">
              <Button disabled={made.isLoading} onClick={() => void make()}>
                {data.created_at ? m.calendar.renew : m.calendar.make}
              </Button>
              {data.created_at && (
                <>
                  <Button weight="bare" disabled={isEnding} onClick={() => void endIt()}>
                    {m.calendar.end}
                  </Button>
                  <span className="text-sm text-muted">{m.calendar.renewHint}</span>
                </>
              )}
            </div>
          </div>
        )}
      </Card>
    </section>
  );
}
