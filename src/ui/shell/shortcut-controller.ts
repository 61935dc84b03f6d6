import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { shortcutFor, type FocusKind, type ShortcutAction } from './shortcuts.ts';

/** Listens for the page's shortcuts while its host is connected. */
export class ShortcutController implements ReactiveController {
  readonly #perform: (action: ShortcutAction) => void;

  constructor(host: ReactiveControllerHost, perform: (action: ShortcutAction) => void) {
    this.#perform = perform;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    // A dialog covers the page, so keys do not reach behind it.
    if (event.defaultPrevented || path.some((at) => at instanceof HTMLDialogElement))
      return;
    const action = shortcutFor(event, focusKind(path[0]));
    // A held key would queue up steps faster than they can be taken.
    if (!action || (event.repeat && action !== 'advance')) return;
    event.preventDefault();
    this.#perform(action);
  };
}

function focusKind(target: EventTarget | undefined): FocusKind {
  if (target instanceof HTMLInputElement)
    switch (target.type) {
      case 'radio':
        return 'radio';
      case 'range':
        return 'range';
      case 'checkbox':
      case 'file':
        return 'button';
      default:
        return 'text';
    }
  if (target instanceof HTMLSelectElement) return 'select';
  if (target instanceof HTMLElement && target.matches('button, summary, a[href]'))
    return 'button';
  return 'none';
}
