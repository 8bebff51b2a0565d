import type { Completion } from "@/features/chat/messages/useCompletion";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

/** The names that may be meant, over the composer. The keyboard stays in the text, as in every combobox. */
export function NameList({ id, completion: { isOpen, found, at, setAt, pick } }: { id: string; completion: Completion }) {
  return (
    <div
      role="listbox"
      id={id}
      aria-label={m.chat.members}
      hidden={!isOpen}
      className="absolute bottom-full left-0 z-20 mb-1 w-64 max-w-full rounded-md border border-line bg-card p-1 shadow-float"
    >
      {found.map((name, index) => (
        // The keyboard stays in the composer, as in every combobox.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={name}
          role="option"
          tabIndex={-1}
          id={`${id}-${index}`}
          aria-selected={index === at}
          onPointerMove={() => setAt(index)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => pick(index)}
          className={cx("flex min-h-9 cursor-default items-center truncate rounded-md px-2.5 max-md:min-h-11", index === at && "bg-sunken")}
        >
          {name}
        </div>
      ))}
    </div>
  );
}
