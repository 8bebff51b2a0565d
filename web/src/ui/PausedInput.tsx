// An input of a filter: tells what was typed after a pause, and follows when its value changes otherwise.
import { type ComponentProps, useEffect, useRef, useState } from "react";
import { inputClass } from "@/ui/Field";

const PAUSE_MS = 300;

type PausedInputProps = Omit<ComponentProps<"input">, "value" | "onChange"> & {
  label: string;
  value: string;
  onChange: (value: string) => void;
};

export function PausedInput({ label, value, onChange, ...input }: PausedInputProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    if (text.trim() !== value) setText(value);
  }
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <label className="grid min-w-0 gap-1 text-sm font-semibold">
      {label}
      <input
        autoComplete="off"
        {...input}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          window.clearTimeout(timer.current);
          timer.current = window.setTimeout(() => onChange(target.value), PAUSE_MS);
        }}
        className={`${inputClass} font-normal max-md:px-2`}
      />
    </label>
  );
}
