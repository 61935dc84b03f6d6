import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LinkState } from '../../state/app-state.ts';
import { CONTROL_IDS, type ControlId } from '../../state/control-ids.ts';
import { DEFAULT_VIEW } from '../../state/view-options.ts';
import { dialogStyles } from '../controls/dialog-styles.ts';
import { fieldStyles } from '../controls/field-styles.ts';
import { copyText } from '../copy-text.ts';
import { baseStyles } from '../theme.ts';
import { embedCode, shareLink } from './share-links.ts';

const CONTROL_LABELS: Readonly<Record<ControlId, string>> = {
  play: 'Train button',
  step: 'Step button',
  reset: 'Reset button',
  data: 'Data sets',
  noise: 'Noise',
  split: 'Share for testing',
  layers: 'Layers and units',
  'learning-rate': 'Learning rate',
  'batch-size': 'Batch size',
  activation: 'Activation',
  loss: 'Loss',
  regularization: 'Regularization',
  'test-points': 'Test points',
  discretize: 'Discretize',
  labs: 'The other labs',
};

/** The configuration as a link, and as a frame for another page. */
@customElement('nabla-share-dialog')
export class ShareDialog extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    dialogStyles,
    css`
      dialog {
        width: min(38rem, calc(100vw - 2rem));
      }
      dialog[open] {
        display: grid;
        gap: 0.9rem;
      }
      .note {
        color: var(--muted);
        font-size: var(--text-small);
      }
      .copied {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
        gap: 0.5rem;
      }
      textarea {
        height: auto;
        padding: 0.4rem 0.5rem;
        resize: vertical;
        font-family: ui-monospace, Menlo, Consolas, monospace;
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr));
        gap: 0.3rem 0.75rem;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-bottom: 0.4rem;
        padding: 0;
        color: var(--muted);
        font-size: var(--text-small);
      }
      .check {
        display: flex;
        align-items: center;
        gap: 0.45rem;
      }
      .end {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
      }
    `,
  ];

  /** What is shared. */
  @property({ attribute: false }) shared!: LinkState;

  @state() private playing = true;
  @state() private hide: readonly ControlId[] = [];
  /** What came of copying. */
  @state() private done = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    if (this.dialog.open) return;
    this.playing = this.shared.playing;
    this.hide = this.shared.view?.hide ?? [];
    this.done = '';
    this.dialog.showModal();
  }

  override render() {
    const { shared, playing, hide } = this;
    const view = { ...(shared.view ?? DEFAULT_VIEW), hide };
    const { address, omitted } = shareLink({ ...shared, playing, view }, location.href);
    return html`<dialog aria-labelledby="title">
      <h2 id="title">Share</h2>
      ${this.#text('link', 'Link', address, 3)}
      ${omitted === null ? nothing : html`<p class="note" id="omitted">${omitted}</p>`}
      <label class="check">
        <input
          type="checkbox"
          .checked=${playing}
          @change=${(event: Event) => {
            this.playing = (event.target as HTMLInputElement).checked;
          }}
        />
        training starts at once
      </label>
      <fieldset>
        <legend>Hidden there, for a page that shows one thing</legend>
        ${CONTROL_IDS.map(
          (id) =>
            html`<label class="check">
              <input
                type="checkbox"
                .checked=${hide.includes(id)}
                @change=${(event: Event) =>
                  this.#hide(id, (event.target as HTMLInputElement).checked)}
              />
              ${CONTROL_LABELS[id]}
            </label>`,
        )}
      </fieldset>
      ${this.#text('embed', 'In another page', embedCode(address), 4)}
      <p class="note">
        A link holds the configuration, not the weights: whoever opens it trains anew.
        Trained weights go along as a saved model, under Code.
      </p>
      <div class="end">
        <p class="note" role="status">${this.done}</p>
        <form method="dialog"><button class="button">Close</button></form>
      </div>
    </dialog>`;
  }

  #text(id: string, label: string, text: string, rows: number) {
    return html`<div class="copied">
      <div class="field">
        <label for=${id}>${label}</label>
        <textarea
          id=${id}
          rows=${rows}
          readonly
          spellcheck="false"
          .value=${text}
        ></textarea>
      </div>
      <button
        class="button"
        aria-label=${`Copy: ${label}`}
        @click=${() => void this.#copy(id, text)}
      >
        Copy
      </button>
    </div>`;
  }

  #hide(id: ControlId, hidden: boolean): void {
    this.hide = CONTROL_IDS.filter((each) =>
      each === id ? hidden : this.hide.includes(each),
    );
  }

  async #copy(id: string, text: string): Promise<void> {
    const area = this.renderRoot.querySelector<HTMLTextAreaElement>(`#${id}`);
    this.done = await copyText(text, () => area?.select());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-share-dialog': ShareDialog;
  }
}
