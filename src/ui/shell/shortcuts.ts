/** What a key does; the list that `?` shows. */
export const SHORTCUTS = [
  { action: 'toggle', key: ' ', shown: 'Space', does: 'train or pause' },
  { action: 'advance', key: 'ArrowRight', shown: '→', does: 'take one step' },
  { action: 'reset', key: 'r', shown: 'R', does: 'go back to the initial weights' },
  {
    action: 'reseed',
    key: 'R',
    shown: 'Shift R',
    does: 'draw other initial weights for the same data',
  },
  { action: 'help', key: '?', shown: '?', does: 'show this list' },
] as const;
export type ShortcutAction = (typeof SHORTCUTS)[number]['action'];

/** What has the focus and handles keys itself. */
export type FocusKind = 'text' | 'select' | 'range' | 'radio' | 'button' | 'none';

/** As much of a keyboard event as decides on its meaning. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey?: boolean;
}

/** Keys that a focused control needs for itself; a text field and a menu need all. */
const OWN_KEYS: Record<FocusKind, readonly string[] | 'all'> = {
  text: 'all',
  select: 'all',
  range: ['ArrowRight'],
  radio: ['ArrowRight', ' '],
  button: [' '],
  none: [],
};

/** @returns what the key does here, or null where it is not ours */
export function shortcutFor(press: KeyPress, focus: FocusKind): ShortcutAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const own = OWN_KEYS[focus];
  const key = keyOf(press);
  if (own === 'all' || own.includes(key)) return null;
  return SHORTCUTS.find((shortcut) => shortcut.key === key)?.action ?? null;
}

/** A letter is small unless Shift is held, whether caps lock is on or not. */
function keyOf({ key, shiftKey = false }: KeyPress): string {
  if (key.length !== 1) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}
