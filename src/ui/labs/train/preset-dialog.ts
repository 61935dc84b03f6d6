import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { TrainingSpec } from '../../../core/spec.ts';
import { PRESETS, presetOf, type Preset } from '../../../state/presets.ts';
import { dialogStyles } from '../../controls/dialog-styles.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import { baseStyles } from '../../theme.ts';
import { OpenConfigurationEvent } from './open-configuration.ts';
import { promise } from './preset-promise.ts';

/** The list of known-good configurations. */
@customElement('nabla-preset-dialog')
export class PresetDialog extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    dialogStyles,
    css`
      dialog {
        width: min(60rem, calc(100vw - 2rem));
        padding: 0;
      }
      header {
        position: sticky;
        top: 0;
        z-index: 1;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding: 1rem 1.25rem 0.75rem;
        background: var(--raised);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
        gap: 0.15rem 0.5rem;
        margin: 0;
        padding: 0 0.65rem 1rem;
        list-style: none;
      }
      .preset {
        display: grid;
        align-content: start;
        gap: 0.15rem;
        width: 100%;
        height: 100%;
        padding: 0.6rem;
        border: 0;
        border-radius: var(--radius);
        background: none;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .preset:hover {
        background: var(--hairline);
      }
      .preset[aria-current] {
        box-shadow: inset 3px 0 var(--accent);
      }
      .preset b {
        font-weight: 600;
      }
      .preset span {
        color: var(--muted);
        font-size: var(--text-small);
      }
      .preset:hover span {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) spec!: TrainingSpec;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render() {
    const current = presetOf(this.spec);
    return html`
      <dialog aria-labelledby="title">
        <header>
          <h2 id="title">Presets</h2>
          <form method="dialog"><button class="button">Close</button></form>
        </header>
        <ul>
          ${PRESETS.map(
            (preset) =>
              html`<li>
                <button
                  class="preset"
                  aria-current=${preset === current ? 'true' : nothing}
                  @click=${() => this.#choose(preset)}
                >
                  <b>${preset.label}</b>
                  <span>${preset.about}</span>
                  <span>${promise(preset)}</span>
                </button>
              </li>`,
          )}
        </ul>
      </dialog>
    `;
  }

  show(): void {
    this.dialog.showModal();
  }

  #choose({ spec }: Preset): void {
    this.dialog.close();
    this.dispatchEvent(new OpenConfigurationEvent({ spec }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-preset-dialog': PresetDialog;
  }
}
