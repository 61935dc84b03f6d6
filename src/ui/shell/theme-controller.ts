import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { COLOUR_PAIRS, paletteFor, type ColourPair, type Palette } from '../palette.ts';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = 'nabla-theme';
const PAIR_KEY = 'nabla-colours';
const PAIR_IDS = COLOUR_PAIRS.map(({ id }) => id);

/**
 * Light, dark or as the system has it, and the colours of negative and positive values; kept
 * across visits, applied to the document.
 */
export class ThemeController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #system = window.matchMedia('(prefers-color-scheme: dark)');
  #choice: ThemeChoice = readChoice(STORAGE_KEY, THEME_CHOICES) ?? 'system';
  #pair: ColourPair = readChoice(PAIR_KEY, PAIR_IDS) ?? 'orange-blue';

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
    return paletteFor(dark ? 'dark' : 'light', this.#pair);
  }

  /** The colours of negative and positive values. */
  get pair(): ColourPair {
    return this.#pair;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    keepChoice(STORAGE_KEY, choice);
    this.#apply();
  }

  choosePair(pair: ColourPair): void {
    this.#pair = pair;
    keepChoice(PAIR_KEY, pair);
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
    root.dataset['colours'] = this.#pair;
    this.#host.requestUpdate();
  };
}

/** What was chosen in an earlier visit, if it is still one of the choices. */
function readChoice<Choice extends string>(
  key: string,
  choices: readonly Choice[],
): Choice | undefined {
  try {
    const stored = localStorage.getItem(key);
    return choices.find((choice) => choice === stored);
  } catch {
    return undefined;
  }
}

function keepChoice(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
