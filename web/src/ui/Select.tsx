// A labelled choice of a few values.
import { cx } from "@/ui/cx";
import { inputClass } from "@/ui/Field";

interface SelectProps {
  label: string;
  value: string;
  /** Each value with its words. */
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
  className?: string;
}

export function Select({ label, value, options, onChange, className }: SelectProps) {
  return (
    <label className={cx("grid min-w-0 gap-1 text-sm font-semibold", className)}>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value)} className={`${inputClass} font-normal max-md:px-2`}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
