import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TrainingSpec } from '../../../core/spec.ts';
import { DEFAULT_SPEC } from '../../../spec/default-spec.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import { loadProblem } from '../../load-problem.ts';
import { baseStyles } from '../../theme.ts';
import type { PresetDialog } from './preset-dialog.ts';

/** The configuration that no preset is, so that none has to be loaded to tell. */
const DEFAULT = JSON.stringify(DEFAULT_SPEC);

/** What is only loaded when the list is opened, or another configuration than the default is shown. */
const loadPresets = () =>
  Promise.all([
    import('../../../state/presets.ts'),
    import('./preset-promise.ts'),
    import('./preset-dialog.ts'),
  ]);

/** Known-good configurations: a button that opens the list, and what to expect of the one that is open. */
@customElement('nabla-preset-picker')
export class PresetPicker extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 0.4rem;
        min-width: 0;
      }
      .note {
        color: var(--muted);
        font-size: var(--text-small);
      }
      .note strong {
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) spec!: TrainingSpec;

  @state() private problem = '';
  @state() private loaded: Awaited<ReturnType<typeof loadPresets>> | null = null;

  @query('nabla-preset-dialog') private readonly dialog!: PresetDialog;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('spec') && JSON.stringify(this.spec) !== DEFAULT) void this.#load();
  }

  override render() {
    const [presets, words] = this.loaded ?? [];
    const current = presets?.presetOf(this.spec);
    return html`
      <button class="button" aria-haspopup="dialog" @click=${() => void this.#open()}>
        Presets…
      </button>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${
        current && words
          ? html`<p class="note"><strong>Preset.</strong> ${words.promise(current)}</p>`
          : nothing
      }
      ${
        this.loaded
          ? html`<nabla-preset-dialog .spec=${this.spec}></nabla-preset-dialog>`
          : nothing
      }
    `;
  }

  async #open(): Promise<void> {
    if (await this.#load()) this.dialog.show();
  }

  /** @returns whether the presets are there */
  async #load(): Promise<boolean> {
    try {
      this.loaded ??= await loadPresets();
      this.problem = '';
    } catch {
      this.problem = loadProblem('The list of presets');
      return false;
    }
    await this.updateComplete;
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-preset-picker': PresetPicker;
  }
}
