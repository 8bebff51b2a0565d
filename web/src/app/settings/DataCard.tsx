// All that is mine as one file, gathered from the places that have it.
import { Download } from "lucide-react";
import { useState } from "react";
import { useViewer } from "@/api/ServicesContext";
import { m } from "@/lib/messages";
import { save, zip, type ZipFile } from "@/lib/zip";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { alarm, notify } from "@/ui/toasts";

const sources = (me: number): [string, string][] => [
  ["account.json", "/api/auth/users/me/"],
  ["profile.json", "/api/profiles/me/"],
  ["history.json", "/api/profile-history/"],
  ["sessions.json", "/api/auth/sessions/"],
  ["activities.json", "/api/activities/export/?format=json"],
  ["tasks.json", "/api/tasks/"],
  ["categories.json", "/api/tasks/categories/"],
  ["logs.ndjson", `/logs/${me}/export/?format=ndjson`],
];

async function read([name, address]: [string, string]): Promise<ZipFile> {
  const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return { name, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

export function DataCard() {
  const { id, username } = useViewer();
  const [isBusy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const files: ZipFile[] = [];
      // One after the other: who has much would else ask for all of it at once.
      for (const source of sources(id)) files.push(await read(source));
      const now = new Date();
      save(zip(files, now), `daybook-${username}-${now.toISOString().slice(0, 10)}.zip`);
      notify({ text: m.mine.exported });
    } catch {
      alarm({ text: m.error.title });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-labelledby="data">
      <h2 id="data" className="font-semibold">
        {m.mine.data}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.mine.dataHint}</p>
      <Card className="p-4">
        <Button onClick={() => void take()} disabled={isBusy}>
          <Download aria-hidden="true" size={16} />
          {isBusy ? m.mine.exporting : m.mine.exportAll}
        </Button>
      </Card>
    </section>
  );
}
