// All that is mine as one file, which the server writes while it is sent.
import { Download } from "lucide-react";
import { m } from "@/lib/messages";
import { buttonClass } from "@/ui/Button";
import { Card } from "@/ui/Card";

export function DataCard() {
  return (
    <section aria-labelledby="data">
      <h2 id="data" className="font-semibold">
        {m.mine.data}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.mine.dataHint}</p>
      <Card className="p-4">
        <a href="/api/account/export/" download className={buttonClass()}>
          <Download aria-hidden="true" size={16} />
          {m.mine.exportAll}
        </a>
      </Card>
    </section>
  );
}
