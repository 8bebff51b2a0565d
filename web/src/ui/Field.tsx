// A labelled input with its hint and its errors, tied together for those who do not see them.
import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "@/ui/cx";

export const inputClass =
  "w-full min-w-0 min-h-9 max-md:min-h-11 rounded-md border border-edge bg-card px-3 py-1.5 text-ink aria-invalid:border-accent";

type FieldProps = ComponentProps<"input"> & {
  label: string;
  errors?: string[];
  hint?: string;
  /** Sits at the end, inside the input's frame. */
  end?: ReactNode;
};

export function Field({ label, errors = [], hint, end, className, ...input }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, errors.length > 0 && `${id}-errors`].filter(Boolean).join(" ");
  return (
    <div className={cx("grid content-start gap-1", className)}>
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <span className="relative block">
        <input
          {...input}
          id={id}
          aria-invalid={errors.length > 0 || undefined}
          aria-describedby={described || undefined}
          className={cx(inputClass, Boolean(end) && "pe-11")}
        />
        {end && <span className="absolute inset-y-0 end-0 grid place-items-center">{end}</span>}
      </span>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <div id={`${id}-errors`} aria-live="polite" className="text-sm font-medium text-accent">
        {errors.map((error) => (
          <p key={error}>{error}</p>
        ))}
      </div>
    </div>
  );
}
