// The page for what is not there, and the one for when a place breaks.
import { useEffect } from "react";
import { Link, useRouteError } from "react-router";
import { m } from "@/lib/messages";
import { Button, buttonClass } from "@/ui/Button";
import { Empty } from "@/ui/States";

export function NotFound() {
  useEffect(() => {
    document.title = m.app.title(m.app.notFound);
  }, []);
  return (
    <Empty title={m.app.notFound}>
      <p>{m.app.notFoundHint}</p>
      <Link to="/" className={`${buttonClass()} mt-3`}>
        {m.app.home}
      </Link>
    </Empty>
  );
}

export function Broken() {
  const error = useRouteError();
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main role="alert">
      <Empty title={m.app.broken}>
        <p>{m.app.brokenHint}</p>
        <Button className="mt-3" onClick={() => location.reload()}>
          {m.app.reload}
        </Button>
      </Empty>
    </main>
  );
}
