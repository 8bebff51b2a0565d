// Chooses an emoji for a message: one of a handful, or any that is typed.
import { type SyntheticEvent, useState } from "react";
import { isEmoji, type MessageEntry } from "@/features/chat/messages/model";
import { useRoomView } from "@/features/chat/messages/RoomContext";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Popover } from "@/ui/Popover";

const HANDFUL = ["👍", "❤️", "😂", "🎉", "👀", "✅", "🙏", "😮"];

interface ReactionPickerProps {
  message: MessageEntry;
  anchor: () => HTMLElement | null;
  onClose: () => void;
}

export function ReactionPicker({ message, anchor, onClose }: ReactionPickerProps) {
  const { actions } = useRoomView();
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const pick = (emoji: string) => {
    actions.react(message, emoji);
    onClose();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isEmoji(text.trim())) pick(text.trim());
    else setWrong(true);
  };
  return (
    <Popover anchor={anchor} title={m.chat.react} closeLabel={m.toast.close} onClose={onClose} width="w-72">
      <div className="px-4 pt-1 pb-4">
        <div className="grid grid-cols-4 gap-1">
          {HANDFUL.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-pressed={message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine)}
              onClick={() => pick(emoji)}
              className="min-h-11 rounded-md text-xl hover:bg-sunken aria-pressed:bg-accent-soft"
            >
              {emoji}
            </button>
          ))}
        </div>
        <form onSubmit={submit} className="mt-2 flex items-end gap-2">
          <Field
            label={m.chat.otherEmoji}
            value={text}
            onChange={({ target }) => {
              setText(target.value);
              setWrong(false);
            }}
            errors={isWrong ? [m.chat.notEmoji] : []}
            autoComplete="off"
            className="min-w-0 flex-1"
          />
          <Button type="submit" className={isWrong ? "mb-5.5" : undefined}>
            {m.chat.add}
          </Button>
        </form>
      </div>
    </Popover>
  );
}
