// The one place for words. Another language is another object of the same type.
import { en } from "@/lib/messages/en";

export type Messages = typeof en;

export const m: Messages = en;
