/** A tag of an entry. */
export function Tag({ name }: { name: string }) {
  return <span className="max-w-40 truncate rounded-[5px] bg-sunken px-1.75 py-px text-sm font-normal text-muted">{`#${name}`}</span>;
}
