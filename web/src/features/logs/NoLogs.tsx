import { useViewer } from "@/api/ServicesContext";
import { m } from "@/lib/messages";
import { Empty } from "@/ui/States";

/** Nothing is there: how to begin, or which filter to let go. */
export function NoLogs({ isFiltered }: { isFiltered: boolean }) {
  const { username } = useViewer();
  if (isFiltered) return <Empty title={m.logs.noMatch}>{m.logs.noMatchHint}</Empty>;
  const example = `curl ${location.origin}/logs/ -u ${username} -d action=backup -d 'metadata={"host":"web1"}'`;
  return (
    <Empty title={m.logs.empty}>
      <p>{m.logs.emptyHint}</p>
      <code className="mt-3 block rounded-md bg-sunken px-3 py-2 text-start text-sm break-words text-ink">{example}</code>
    </Empty>
  );
}
