// How the app looks on this device, and whether single keys do something.
import { useState } from "react";
import { keysAreOn, switchKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { applyTheme, readTheme, type Theme, THEMES } from "@/lib/theme";
import { Card } from "@/ui/Card";
import { cx } from "@/ui/cx";

function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{m.account.theme}</legend>
      <div className="inline-flex flex-wrap gap-1 rounded-md bg-sunken p-1">
        {THEMES.map((option) => (
          <label
            key={option}
            className={cx(
              "grid min-h-9 place-items-center rounded-md px-3.5 has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:min-h-11",
              theme === option ? "bg-raised font-medium text-ink shadow-lift" : "text-muted",
            )}
          >
            <input type="radio" name="theme" value={option} checked={theme === option} onChange={() => choose(option)} className="sr-only" />
            {m.account.themes[option]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function KeysSwitch() {
  const [isOn, setOn] = useState(keysAreOn);
  const change = (on: boolean) => {
    switchKeys(on);
    setOn(on);
  };
  return (
    <div className="flex items-start gap-3">
      <input
        type="checkbox"
        id="single-keys"
        aria-describedby="single-keys-hint"
        checked={isOn}
        onChange={(event) => change(event.target.checked)}
        className="mt-0.75 size-4.5 accent-accent"
      />
      <div>
        <label htmlFor="single-keys" className="block font-medium">
          {m.settings.singleKeys}
        </label>
        <p id="single-keys-hint" className="text-sm text-muted">
          {m.settings.singleKeysHint}
        </p>
      </div>
    </div>
  );
}

export function LookCard() {
  return (
    <section aria-labelledby="look">
      <h2 id="look" className="mb-2.5 font-semibold">
        {m.settings.look}
      </h2>
      <Card className="grid gap-5 p-4">
        <ThemeChoice />
        <KeysSwitch />
      </Card>
    </section>
  );
}
