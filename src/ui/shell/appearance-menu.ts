import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { fieldStyles } from '../controls/field-styles.ts';
import { COLOUR_PAIRS, type ColourPair } from '../palette.ts';
import { baseStyles } from '../theme.ts';
import { engineMenuStyles } from './engine-menu-styles.ts';
import { THEME_ICONS } from './icons.ts';
import { THEME_CHOICES, type ThemeChoice } from './theme-controller.ts';

/** Sent when somebody has chosen an appearance. */
export class ThemeChangeEvent extends Event {
  constructor(readonly theme: ThemeChoice) {
    super('theme-change', { bubbles: true, composed: true });
  }
}

/** Sent when somebody has chosen the colours of negative and positive values. */
export class PairChangeEvent extends Event {
  constructor(readonly pair: ColourPair) {
    super('pair-change', { bubbles: true, composed: true });
  }
}

const THEME_LABELS: Readonly<Record<ThemeChoice, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

/** Light or dark, and the colours of negative and positive values. */
@customElement('nabla-appearance-menu')
export class AppearanceMenu extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    engineMenuStyles,
    css`
      summary {
        display: grid;
        place-items: center;
        width: max(2.25rem, var(--field-height));
        height: max(2.25rem, var(--field-height));
        padding: 0;
        border-radius: 50%;
      }
      summary::after {
        display: none;
      }
      .menu {
        width: 15rem;
      }
      svg {
        width: 1.25rem;
        height: 1.25rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.6;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      svg .solid {
        fill: currentColor;
        stroke: none;
      }
      @media (max-width: 40rem) {
        .menu {
          width: auto;
        }
      }
    `,
  ];

  @property() theme: ThemeChoice = 'system';
  @property() pair: ColourPair = 'orange-blue';

  @query('details') private readonly details!: HTMLDetailsElement;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#closeOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#closeOutside);
  }

  override render() {
    return html`<details @keydown=${this.#onKey}>
      <summary aria-label="Appearance" title="Appearance">
        ${THEME_ICONS[this.theme]}
      </summary>
      <div class="menu">
        <fieldset>
          <legend>Appearance</legend>
          ${THEME_CHOICES.map((theme) =>
            radio('theme', THEME_LABELS[theme], theme === this.theme, () =>
              this.dispatchEvent(new ThemeChangeEvent(theme)),
            ),
          )}
        </fieldset>
        <fieldset>
          <legend>Negative and positive</legend>
          ${COLOUR_PAIRS.map(({ id, label }) =>
            radio('pair', label, id === this.pair, () =>
              this.dispatchEvent(new PairChangeEvent(id)),
            ),
          )}
        </fieldset>
      </div>
    </details>`;
  }

  readonly #closeOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.details.open = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.details.open) return;
    this.details.open = false;
    this.details.querySelector('summary')?.focus();
  };
}

function radio(name: string, label: string, checked: boolean, choose: () => void) {
  return html`<label>
    <input type="radio" name=${name} .checked=${checked} @change=${choose} />
    <span>${label}</span>
  </label>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-appearance-menu': AppearanceMenu;
  }
}
