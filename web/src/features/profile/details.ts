// What a record of the history tells, in a few words. Pure; what it does not know it leaves out.
import { deviceOf } from "@/lib/agent";

export function detailsOf(details: Record<string, unknown>): string {
  const text = (name: string) => (typeof details[name] === "string" ? details[name] : "");
  const { browser, system } = deviceOf(text("agent"));
  const fields = Array.isArray(details.fields) ? details.fields.map(String).join(", ").replaceAll("_", " ") : "";
  const parts = [
    [browser, system].filter(Boolean).join(", "),
    text("address"),
    fields,
    [text("what"), text("format")].filter(Boolean).join(" as "),
    text("reason").replaceAll("_", " "),
    text("action").replaceAll("_", " "),
  ];
  return parts.filter(Boolean).join(" · ");
}
