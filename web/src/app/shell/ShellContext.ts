// What any place may ask of the shell.
import { createContext, use } from "react";

export interface ShellActions {
  showKeys(): void;
  showPalette(): void;
}

export const ShellContext = createContext<ShellActions>({ showKeys: () => undefined, showPalette: () => undefined });

export const useShell = () => use(ShellContext);
