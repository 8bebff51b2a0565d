// What any place may ask of the shell.
import { createContext, use } from "react";

export interface ShellActions {
  showKeys(): void;
  showPalette(): void;
  showNotifications(): void;
}

const nothing = () => undefined;

export const ShellContext = createContext<ShellActions>({ showKeys: nothing, showPalette: nothing, showNotifications: nothing });

export const useShell = () => use(ShellContext);
