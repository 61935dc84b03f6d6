import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Quantity } from '../../../../core/speed-question.ts';
import { writeSpeedCsv, writeSpeedFile } from '../../../../speed/results/speed-file.ts';
import type { SpeedResult } from '../../../../speed/results/speed-result.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { copyText } from '../../../copy-text.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { saveBlob, saveText } from '../../../save-file.ts';
import { baseStyles } from '../../../theme.ts';
import { drawPicture, rasterize } from './draw-picture.ts';
import {
  COMMITTED,
  loadCommitted,
  openResult,
  type OtherResult,
} from './other-results.ts';

/** Another result is to be compared with, or none. */
export class OtherChangeEvent extends Event {
  static readonly type = 'other-change';
  constructor(readonly other: OtherResult | null) {
    super(OtherChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** Saves the result, hands out the link that measures it again, and opens another one to compare with. */
@customElement('nabla-take-along')
export class TakeAlong extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: center;
      }
      .row + .row {
        margin-top: 0.75rem;
      }
      .row > span {
        color: var(--muted);
        font-size: var(--text-small);
        min-width: 6.5rem;
      }
      select {
        width: auto;
        max-width: 100%;
      }
      input[type='file'] {
        max-width: 100%;
        font: inherit;
        font-size: var(--text-small);
        color: var(--muted);
      }
      .said {
        margin-top: 0.5rem;
        font-size: var(--text-small);
        color: var(--muted);
        min-height: 1.2em;
      }
    `,
  ];

  /** Null: there is nothing to save yet. */
  @property({ attribute: false }) result: SpeedResult | null = null;
  @property() quantity: Quantity = 'step';
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property({ attribute: false }) other: OtherResult | null = null;

  @state() private said = '';
  @state() private problem: string | null = null;
  /** The link, once it was asked for. */
  @state() private address: string | null = null;

  override render() {
    const none = this.result === null || this.result.points.length === 0;
    return html`<div class="row">
        <span>Save</span>
        ${(['JSON', 'CSV', 'SVG', 'PNG'] as const).map(
          (kind) =>
            html`<button
              class="button"
              id=${`save-${kind.toLowerCase()}`}
              ?disabled=${none}
              @click=${() => void this.#save(kind)}
            >
              ${kind}
            </button>`,
        )}
        <button class="button" id="copy-link" @click=${() => void this.#copyLink()}>
          Copy the link that measures this again
        </button>
        ${
          this.address === null
            ? nothing
            : html`<input
                id="address"
                type="text"
                readonly
                aria-label="Link to this measurement"
                .value=${this.address}
              />`
        }
      </div>
      <div class="row">
        <span>Compare with</span>
        <label class="visually-hidden" for="committed">Results of other machines</label>
        <select
          id="committed"
          @change=${(event: Event) => void this.#choose((event.target as HTMLSelectElement).value)}
        >
          <option value="">another machine …</option>
          ${COMMITTED.map(({ id, label }) => html`<option value=${id}>${label}</option>`)}
        </select>
        <label class="visually-hidden" for="file">A file that was saved here</label>
        <input
          id="file"
          type="file"
          accept=".json,application/json"
          @change=${(event: Event) => void this.#open(event.target as HTMLInputElement)}
        />
        ${
          this.other
            ? html`<button
                class="button"
                @click=${() => this.dispatchEvent(new OtherChangeEvent(null))}
              >
                Compare no more
              </button>`
            : nothing
        }
      </div>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <p class="said" role="status">${this.said}</p>`;
  }

  async #save(kind: 'JSON' | 'CSV' | 'SVG' | 'PNG'): Promise<void> {
    const { result, quantity, palette } = this;
    if (!result) return;
    const name = `nabla-speed-${result.question.axis}.${kind.toLowerCase()}`;
    await this.#attempt(async () => {
      if (kind === 'JSON') saveText(writeSpeedFile(result), name, 'application/json');
      else if (kind === 'CSV') saveText(writeSpeedCsv(result), name, 'text/csv');
      else {
        const picture = drawPicture(result, quantity, palette);
        if (kind === 'SVG') saveText(picture.svg, name, 'image/svg+xml');
        else saveBlob(await rasterize(picture), name);
      }
      this.said = `Saved as ${name}.`;
    });
  }

  async #copyLink(): Promise<void> {
    this.problem = null;
    this.address = location.href;
    await this.updateComplete;
    this.said = await copyText(location.href, () => {
      this.renderRoot.querySelector<HTMLInputElement>('#address')?.select();
    });
  }

  async #choose(id: string): Promise<void> {
    if (id === '') return;
    await this.#attempt(async () => this.#tell(await loadCommitted(id)));
  }

  async #open(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (file) await this.#attempt(async () => this.#tell(await openResult(file)));
    // So that the same file can be opened again.
    input.value = '';
  }

  #tell(other: OtherResult): void {
    this.said = `Compared with ${other.label}.`;
    this.dispatchEvent(new OtherChangeEvent(other));
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.problem = null;
    this.said = '';
    try {
      await work();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-take-along': TakeAlong;
  }
}
