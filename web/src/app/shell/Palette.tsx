// Everything by name: places, days, the timer, the theme. A combobox over a list of commands.
import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { commandsFor, type Command } from "@/app/shell/commands";
import { useCommandContext } from "@/app/shell/useCommandContext";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";

interface ResultsProps {
  id: string;
  commands: Command[];
  at: number;
  onPoint: (index: number) => void;
  onRun: (command: Command) => void;
}

function Results({ id, commands, at, onPoint, onRun }: ResultsProps) {
  return (
    <div role="listbox" id={id} aria-label={m.palette.label} className="max-h-[50vh] overflow-auto p-1.5">
      {commands.map((command, index) => (
        // The keyboard stays in the input, as in every combobox.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={`${index} ${command.name}`}
          role="option"
          tabIndex={-1}
          id={`${id}-${index}`}
          aria-selected={index === at}
          ref={(option) => {
            if (option && index === at) option.scrollIntoView({ block: "nearest" });
          }}
          onPointerMove={() => onPoint(index)}
          onClick={() => onRun(command)}
          className={cx("flex min-h-10 cursor-default items-center gap-3 rounded-md px-3 max-md:min-h-11", index === at && "bg-sunken")}
        >
          <command.icon aria-hidden="true" size={17} strokeWidth={1.8} className="flex-none text-muted" />
          <span className="min-w-0 flex-1 truncate">{command.name}</span>
          {command.keys?.split(" ").map((key) => <Kbd key={key}>{key}</Kbd>)}
        </div>
      ))}
    </div>
  );
}

export default function Palette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const context = useCommandContext();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const commands = commandsFor(text, context);
  const here = Math.min(at, Math.max(0, commands.length - 1));
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((here + step + commands.length) % Math.max(1, commands.length));
    if (event.key === "Enter") run(commands[here]);
    if (step || event.key === "Enter") event.preventDefault();
  };
  return (
    <Dialog open onClose={onClose} title={m.palette.label} hideTitle className="overflow-hidden">
      <div className="flex items-center gap-3 border-b border-line ps-4.5">
        <Search aria-hidden="true" size={18} className="flex-none text-muted" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={commands.length > 0 ? `${id}-${here}` : undefined}
          aria-autocomplete="list"
          aria-label={m.palette.label}
          placeholder={m.palette.placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          className="w-full bg-transparent py-4 pe-4 text-lg outline-none"
        />
      </div>
      <p role="status" className={commands.length > 0 ? "sr-only" : "px-4.5 py-6 text-muted"}>
        {commands.length > 0 ? m.palette.results(commands.length) : m.palette.none}
      </p>
      <Results id={id} commands={commands} at={here} onPoint={setAt} onRun={run} />
    </Dialog>
  );
}
