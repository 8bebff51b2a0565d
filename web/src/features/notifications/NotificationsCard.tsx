// What I am told, and whether this device shows it beside the app.
import { useSyncExternalStore } from "react";
import { onTellingChange, switchOff, switchOn, telling } from "@/features/notifications/telling/wish";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";

export function NotificationsCard() {
  const state = useSyncExternalStore(onTellingChange, telling);
  const words = { on: m.notifications.system.isOn, off: "", denied: m.notifications.system.denied, missing: m.notifications.system.missing }[state];
  return (
    <section aria-labelledby="notifications">
      <h2 id="notifications" className="font-semibold">
        {m.notifications.title}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.notifications.hint}</p>
      <Card className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
        <div className="min-w-52 flex-1">
          <h3 className="font-medium">{m.notifications.system.title}</h3>
          <p className="text-sm text-muted">{m.notifications.system.hint}</p>
          <p role="status" className="text-sm font-medium">
            {words}
          </p>
        </div>
        {state === "off" && <Button onClick={() => void switchOn()}>{m.notifications.system.on}</Button>}
        {state === "on" && <Button onClick={switchOff}>{m.notifications.system.off}</Button>}
      </Card>
    </section>
  );
}
