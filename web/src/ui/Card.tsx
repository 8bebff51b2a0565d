import type { ComponentProps } from "react";
import { cx } from "@/ui/cx";

/** A sheet of paper on the desk. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cx("rounded-lg border border-line bg-card shadow-lift", className)} {...rest} />;
}
