// The list of keys behind `?`.
import { Fragment } from "react";
import { PLACES } from "@/app/shell/places";
import { m } from "@/lib/messages";
import { Dialog } from "@/ui/Dialog";

const EVERYWHERE: [string, string][] = [
  ["t", m.keys.timer],
  ["n", m.keys.log],
  ["b", m.keys.notifications],
  ["Ctrl K", m.keys.palette],
  ["?", m.keys.help],
  ["Esc", m.keys.close],
  ["/", m.keys.search],
  ["[", m.keys.previousDay],
  ["]", m.keys.nextDay],
];
const LIST: [string, string][] = [
  ["j", m.keys.down],
  ["k", m.keys.up],
  ["e", m.keys.edit],
];
const TASKS: [string, string][] = [
  ["n", m.tasks.keys.add],
  ["x", m.tasks.keys.tick],
  ["Shift ←↑↓→", m.tasks.keys.move],
  ["Delete", m.tasks.keys.delete],
];
const LOGS: [string, string][] = [
  ["e", m.logs.keys.open],
  ["1", m.logs.keys.pending],
  ["2", m.logs.keys.inProgress],
  ["3", m.logs.keys.completed],
  ["p", m.logs.keys.pause],
];
const ROOM: [string, string][] = [
  ["n", m.chat.keys.write],
  ["j k", m.chat.keys.walk],
  ["r", m.chat.keys.reply],
  ["+", m.chat.keys.react],
  ["e", m.chat.keys.edit],
  ["↑", m.chat.keys.last],
  ["c", m.chat.keys.copy],
  ["Delete", m.chat.keys.delete],
];

const ROOMS: [string, string][] = [
  ["Alt ↑↓", m.rooms.keys.next],
  ["/", m.rooms.keys.search],
];

function Keys({ title, keys }: { title: string; keys: [string, string][] }) {
  return (
    <section className="mt-4">
      <h3 className="mb-1.5 text-sm font-semibold text-muted">{title}</h3>
      <dl className="grid grid-cols-[6rem_1fr] items-center gap-y-1.5">
        {keys.map(([key, meaning]) => (
          <Fragment key={key}>
            <dt className="flex gap-1">
              {key.split(" ").map((part) => (
                <kbd key={part} className="rounded border border-line px-1.5 font-mono text-xs leading-5 text-muted">
                  {part}
                </kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

export default function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={m.keys.title}>
      <div className="px-5 pb-5">
        <p className="text-sm text-muted">{m.keys.hint}</p>
        <Keys title={m.keys.groups.everywhere} keys={EVERYWHERE} />
        <Keys title={m.keys.groups.go} keys={PLACES.map(({ key, name }) => [`g ${key}`, name])} />
        <Keys title={m.keys.groups.list} keys={LIST} />
        <Keys title={m.tasks.keys.group} keys={TASKS} />
        <Keys title={m.logs.keys.group} keys={LOGS} />
        <Keys title={m.chat.keys.group} keys={ROOM} />
        <Keys title={m.rooms.title} keys={ROOMS} />
      </div>
    </Dialog>
  );
}
