import { Link } from "react-router";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";
import { buttonClass } from "@/ui/Button";
import { Empty } from "@/ui/States";

/** For an address that is no place. */
export function NotFound() {
  useTabTitle(m.app.title(m.app.notFound));
  return (
    <Empty title={m.app.notFound}>
      <p>{m.app.notFoundHint}</p>
      <Link to="/" className={`${buttonClass()} mt-3`}>
        {m.app.home}
      </Link>
    </Empty>
  );
}
