// Where one writes: it grows with the text, Enter sends, a draft survives a reload. It also changes what was said
// last, and answers; Esc leaves either.
import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, type Ref, type SyntheticEvent, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { Intent } from "@/features/chat/messages/Intent";
import { lengthOf, LONGEST, type MessageEntry } from "@/features/chat/messages/model";
import { NameList } from "@/features/chat/messages/NameList";
import { useCompletion } from "@/features/chat/messages/useCompletion";
import { m } from "@/lib/messages";
import { useDraft } from "@/lib/useDraft";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";

const TELLS_FROM = LONGEST - 200;
const HIGHEST_PX = 240;

export interface ComposerHandle {
  focus(): void;
}

interface ComposerProps {
  ref: Ref<ComposerHandle>;
  room: string;
  called: string;
  names: string[];
  /** What is answered or changed, if anything. */
  answered: MessageEntry | null;
  edited: MessageEntry | null;
  /** Answers whether it was taken. */
  onSend: (text: string) => boolean;
  onCancel: () => void;
  onEditLast: () => void;
  onTyping: (isTyping: boolean) => void;
}

/** On a phone the key that sends is the button; Enter begins a line. */
const hasKeyboard = () => !window.matchMedia("(pointer: coarse)").matches;

export function Composer({ ref, room, called, names, answered, edited, onSend, onCancel, onEditLast, onTyping }: ComposerProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useDraft(`chat.${room}`);
  const [change, setChange] = useState({ of: edited, text: edited?.content ?? "" });
  if (change.of !== edited) setChange({ of: edited, text: edited?.content ?? "" });
  const text = edited ? change.text : draft;
  const [caret, setCaret] = useState(0);
  const setText = (next: string) => (edited ? setChange({ of: edited, text: next }) : setDraft(next));
  const put = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    requestAnimationFrame(() => area.current?.setSelectionRange(at, at));
  };
  const completion = useCompletion({ text, caret, names, onPick: put });
  const left = LONGEST - lengthOf(text);
  const canSend = text.trim() !== "" && left >= 0;
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus() }), []);
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = "auto";
    area.current.style.height = `${Math.min(HIGHEST_PX, area.current.scrollHeight)}px`;
  }, [text]);

  const send = (event?: SyntheticEvent) => {
    event?.preventDefault();
    if (!canSend || !onSend(text)) return;
    if (!edited) setDraft("");
    setCaret(0);
    onTyping(false);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const isSend = event.key === "Enter" && !event.shiftKey && hasKeyboard();
    if (completion.onKey(event)) event.preventDefault();
    else if (isSend) send(event);
    else if (event.key === "Escape" && (edited ?? answered)) onCancel();
    else if (event.key === "ArrowUp" && text === "" && !answered) {
      event.preventDefault();
      onEditLast();
    }
  };
  return (
    <form onSubmit={send} className="relative mx-4 mb-3 flex-none md:mb-4">
      <Intent answered={answered} edited={edited} onCancel={onCancel} />
      <div className={cx("relative flex items-end gap-1 border border-edge bg-card p-1 has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-focus", (answered ?? edited) ? "rounded-b-lg" : "rounded-lg")}>
        <NameList id={`${id}-names`} completion={completion} />
        <textarea
          ref={area}
          rows={1}
          aria-label={m.chat.write(called)}
          aria-describedby={`${id}-left`}
          aria-haspopup="listbox"
          aria-controls={`${id}-names`}
          aria-autocomplete="list"
          aria-activedescendant={completion.isOpen ? `${id}-names-${completion.at}` : undefined}
          aria-invalid={left < 0 || undefined}
          placeholder={m.chat.write(called)}
          title={m.chat.hint}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setCaret(target.selectionStart);
            onTyping(!edited && target.value.trim() !== "");
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          className="min-h-9 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.75 outline-none max-md:min-h-11 max-md:py-2.5"
        />
        {edited ? (
          <Button type="submit" weight="main" disabled={!canSend}>
            {m.chat.save}
          </Button>
        ) : (
          <IconButton type="submit" weight="main" label={m.chat.send} disabled={!canSend}>
            <SendHorizontal aria-hidden="true" size={16} />
          </IconButton>
        )}
      </div>
      <p id={`${id}-left`} aria-live="polite" className={cx("text-end text-xs", left < 0 ? "font-medium text-accent" : "text-muted")}>
        {left < 0 && m.chat.tooLong(-left)}
        {left >= 0 && left < LONGEST - TELLS_FROM && m.chat.left4000(left)}
      </p>
    </form>
  );
}
