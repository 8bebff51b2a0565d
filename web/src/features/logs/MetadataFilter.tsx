// Filters by metadata: "key=value" and Enter adds one, its chip takes it away.
import { X } from "lucide-react";
import { type SyntheticEvent, useId, useState } from "react";
import { MOST_METADATA, parsePair } from "@/features/logs/filter";
import { m } from "@/lib/messages";
import { inputClass } from "@/ui/Field";

interface MetadataFilterProps {
  pairs: [string, string][];
  onAdd: (pair: [string, string]) => void;
  onDrop: (key: string) => void;
}

export function MetadataFilter({ pairs, onAdd, onDrop }: MetadataFilterProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    const pair = parsePair(text);
    const isMore = pair !== null && !pairs.some(([key]) => key === pair[0]);
    if (!pair) setProblem(m.logs.metadataBad);
    else if (isMore && pairs.length >= MOST_METADATA) setProblem(m.logs.metadataMost);
    else {
      onAdd(pair);
      setText("");
    }
  };
  return (
    <form onSubmit={add} className="contents" noValidate>
      <label className="grid min-w-0 gap-1 text-sm font-semibold max-md:col-span-2">
        {m.logs.metadata}
        <input
          type="text"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setProblem("");
          }}
          placeholder={m.logs.metadataHint}
          aria-invalid={problem !== "" || undefined}
          aria-describedby={`${id}-problem`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={`${inputClass} font-normal`}
        />
      </label>
      <p id={`${id}-problem`} role="status" className="order-last col-span-full text-sm font-medium text-accent empty:hidden">
        {problem}
      </p>
      {pairs.length > 0 && (
        <ul aria-label={m.logs.metadataList} className="order-last col-span-full flex flex-wrap gap-2">
          {pairs.map(([key, value]) => (
            <li key={key} className="flex min-w-0 items-center rounded-md bg-sunken ps-2.5 font-mono text-sm">
              <span className="truncate">{`${key}=${value}`}</span>
              <button
                type="button"
                aria-label={m.logs.dropMetadata(`${key}=${value}`)}
                onClick={() => onDrop(key)}
                className="grid size-8 flex-none place-items-center rounded-md text-muted hover:text-ink max-md:size-11"
              >
                <X aria-hidden="true" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
