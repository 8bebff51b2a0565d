// A password, which can be looked at.
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { m } from "@/lib/messages";
import { Field } from "@/ui/Field";

export function PasswordField(props: Omit<ComponentProps<typeof Field>, "type" | "end">) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field
      {...props}
      type={isShown ? "text" : "password"}
      end={
        <button
          type="button"
          aria-pressed={isShown}
          aria-label={m.login.show}
          title={isShown ? m.login.hide : m.login.show}
          onClick={() => setShown(!isShown)}
          className="grid size-9 place-items-center rounded-md text-muted hover:text-ink"
        >
          <Icon aria-hidden="true" size={17} />
        </button>
      }
    />
  );
}
