// Every command of the studio: what it is called, its shortcut, what it does. Screens register theirs while they are
// mounted; the palette lists what is registered, and one listener serves all shortcuts. The registry is a store of its
// own because commands live outside of any server state and any address.

import { createContext, use, useEffect, useSyncExternalStore } from 'react';

export interface Command {
  id: string;
  label: string;
  group: string;
  /** As `mod+enter`, `mod+k`, `[`; `mod` is Command on a Mac and Control elsewhere. */
  shortcut?: string;
  /** A second one that does the same. */
  other_shortcut?: string;
  /** A key that the focused part serves itself, as `space` in the grid: shown, not listened to. */
  key_hint?: string;
  /** Shown and served only while true; absent means always. */
  is_enabled?: boolean;
  run: () => void;
}

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Command[]): void {
  commands = next;
  for (const listener of listeners) listener();
}

/** False around what is shown but not worked in, as the other of two panes: its commands are not registered. */
export const CommandScope = createContext(true);

/** Registers commands while the component is mounted. A later one with the same shortcut goes first. */
export function useCommands(given: readonly Command[]): void {
  const is_active = use(CommandScope);
  useEffect(() => {
    if (!is_active) return undefined;
    change([...given, ...commands]);
    return () => change(commands.filter((each) => !given.includes(each)));
  }, [given, is_active]);
}

export function useCommandList(): readonly Command[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => commands);
}

export const is_mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** `⌘K` on a Mac, `Ctrl K` elsewhere. */
export function shortcutText(shortcut: string): string {
  const names: Record<string, string> = is_mac
    ? { mod: '⌘', ctrl: '⌃', shift: '⇧', alt: '⌥', enter: '↵', space: 'Space', arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓', pageup: 'PgUp', pagedown: 'PgDn' }
    : { mod: 'Ctrl', ctrl: 'Ctrl', shift: 'Shift', alt: 'Alt', enter: 'Enter', space: 'Space', arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓', pageup: 'PgUp', pagedown: 'PgDn' };
  const parts = shortcut.split('+').map((part) => names[part] ?? part.toUpperCase());
  return parts.join(is_mac ? '' : ' ');
}

/** Does what a command does, where it is registered and enabled; by its id. */
export function runCommand(id: string): void {
  commands.find((each) => each.id === id && each.is_enabled !== false)?.run();
}

/** Serves the shortcuts of all registered commands; returns what ends that. */
export function listenToShortcuts(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = shortcutOf(event);
    const has_modifier = event.ctrlKey || event.metaKey || event.altKey;
    if (!has_modifier && isTyping(event.composedPath()[0])) return;
    const command = commands.find((each) => (each.shortcut === pressed || each.other_shortcut === pressed) && each.is_enabled !== false);
    if (!command) return;
    event.preventDefault();
    command.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

function shortcutOf(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (is_mac ? event.metaKey : event.ctrlKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  // A sign such as `?` holds its Shift already.
  if (event.shiftKey && /^[a-z]$|^[A-Z][a-z0-9]+/i.test(event.key)) parts.push('shift');
  parts.push(event.key.toLowerCase());
  return parts.join('+');
}

// The editor stands in a shadow root, so the target that counts is the innermost one.
function isTyping(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
