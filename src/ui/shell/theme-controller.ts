import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { PALETTES, type Palette } from '../palette.ts';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = 'nabla-theme';

/** Light, dark or as the system has it; kept across visits, applied to the document. */
export class ThemeController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #system = window.matchMedia('(prefers-color-scheme: dark)');
  #choice: ThemeChoice = readChoice();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  /** For canvases, which cannot read custom properties. */
  get palette(): Palette {
    const dark =
      this.#choice === 'dark' || (this.#choice === 'system' && this.#system.matches);
    return dark ? PALETTES.dark : PALETTES.light;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    try {
      localStorage.setItem(STORAGE_KEY, choice);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
    this.#apply();
  }

  hostConnected(): void {
    this.#system.addEventListener('change', this.#apply);
    this.#apply();
  }

  hostDisconnected(): void {
    this.#system.removeEventListener('change', this.#apply);
  }

  readonly #apply = (): void => {
    const root = document.documentElement;
    if (this.#choice === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.#choice;
    this.#host.requestUpdate();
  };
}

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return THEME_CHOICES.find((choice) => choice === stored) ?? 'system';
  } catch {
    return 'system';
  }
}
