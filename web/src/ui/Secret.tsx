// A secret that is shown this once, to be copied.
import { Copy } from "lucide-react";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { copy } from "@/ui/copy";

interface SecretProps {
  label: string;
  hint: string;
  secret: string;
}

export function Secret({ label, hint, secret }: SecretProps) {
  return (
    <div role="status" className="grid gap-1.5">
      <p className="text-sm font-semibold">{label}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-md bg-sunken px-3 py-2 text-sm break-all">{secret}</code>
        <Button onClick={() => void copy(secret)}>
          <Copy aria-hidden="true" size={14} />
          {m.mine.copy}
        </Button>
      </div>
      <p className="text-sm text-muted">{hint}</p>
    </div>
  );
}
