// A small form that asks for the password before something is done with it.
import { type SyntheticEvent, useState } from "react";
import { fieldErrors, reasonOf } from "@/api/errors";
import { m } from "@/lib/messages";

interface Answer {
  error?: unknown;
}

export function useAskedPassword(act: (password: string) => Promise<Answer>) {
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<string[]>([]);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!password) {
      setErrors([m.login.required]);
      return;
    }
    const { error } = await act(password);
    setErrors(error ? (Object.values(fieldErrors(error)).flat().slice(0, 1).concat(reasonOf(error)).slice(0, 1)) : []);
    if (!error) setPassword("");
  };
  const change = (text: string) => {
    setPassword(text);
    setErrors([]);
  };
  return { password, errors, change, submit };
}
