import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

interface AvatarProps {
  username: string;
  image: string | null | undefined;
  className?: string;
}

/** Somebody's picture, or the beginning of their name. */
export function Avatar({ username, image, className }: AvatarProps) {
  if (image) return <img src={image} alt={m.profile.picture(username)} width={96} height={96} className={cx("flex-none rounded-full object-cover", className)} />;
  return (
    <span aria-hidden="true" className={cx("grid flex-none place-items-center rounded-full bg-(--c1) font-semibold text-paper", className)}>
      {username.slice(0, 2).toUpperCase()}
    </span>
  );
}
