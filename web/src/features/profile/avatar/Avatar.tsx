import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

interface AvatarProps {
  username: string;
  image: string | null | undefined;
  /** Stands beside the name, so it needs no words, nor many pixels. */
  isSmall?: boolean;
  className?: string;
}

/** Somebody's picture, or the beginning of their name. */
export function Avatar({ username, image, isSmall = false, className }: AvatarProps) {
  if (image) {
    return <img src={isSmall ? `${image}?size=64` : image} alt={isSmall ? "" : m.profile.picture(username)} className={cx("flex-none rounded-full object-cover", className)} />;
  }
  return (
    <span aria-hidden="true" className={cx("grid flex-none place-items-center rounded-full bg-(--c1) font-semibold text-paper", className)}>
      {username.slice(0, 2).toUpperCase()}
    </span>
  );
}
