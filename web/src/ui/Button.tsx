// The three weights of a button. A place has one "main" at most.
import type { ComponentProps } from "react";
import { cx } from "@/ui/cx";

const WEIGHTS = {
  main: "border-transparent bg-accent text-accent-ink font-semibold hover:bg-accent-strong",
  quiet: "border-line bg-card text-ink font-medium hover:border-edge",
  bare: "border-transparent text-muted font-medium hover:bg-sunken hover:text-ink",
} as const;

export type Weight = keyof typeof WEIGHTS;

export function buttonClass(weight: Weight = "quiet", isIcon = false): string {
  return cx(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-md border whitespace-nowrap select-none no-underline",
    "transition-colors duration-100 disabled:opacity-55",
    isIcon ? "size-9 max-md:size-11" : "min-h-9 px-3.5 max-md:min-h-11",
    WEIGHTS[weight],
  );
}

type ButtonProps = ComponentProps<"button"> & { weight?: Weight };

export function Button({ weight, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={cx(buttonClass(weight), className)} {...rest} />;
}

type IconButtonProps = ComponentProps<"button"> & { weight?: Weight; label: string };

export function IconButton({ weight = "quiet", label, className, type = "button", ...rest }: IconButtonProps) {
  return <button type={type} aria-label={label} title={label} className={cx(buttonClass(weight, true), className)} {...rest} />;
}
