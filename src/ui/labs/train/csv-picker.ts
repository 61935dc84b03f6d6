import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { UserError } from '../../../core/errors.ts';
import { LIMITS, type CsvDataSpec, type TrainingSpec } from '../../../core/spec.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import { baseStyles } from '../../theme.ts';
import { SpecChangeEvent } from './spec-change.ts';

interface OpenedFile {
  readonly name: string;
  readonly contents: Uint8Array;
  readonly columns: readonly string[];
}

/** Opens a CSV file and says which column is to be predicted. The file stays on this machine. */
@customElement('nabla-csv-picker')
export class CsvPicker extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
      }
      .open {
        position: relative;
        display: inline-flex;
        align-items: center;
        justify-content: center;
        color: var(--ink);
        font-size: var(--text);
      }
      .open:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      input[type='file'] {
        position: absolute;
        inset: 0;
        width: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .name {
        overflow-wrap: anywhere;
        color: var(--muted);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) spec!: TrainingSpec;

  @state() private file: OpenedFile | null = null;
  @state() private problem = '';

  override render() {
    const { data } = this.spec;
    const csv = 'csv' in data ? data : null;
    return html`
      ${
        csv
          ? html`<p class="name">
                ${
                  this.file
                    ? csv.csv
                    : `The data is the file “${csv.csv}”, which no link can carry: open it here.`
                }
              </p>
              ${this.#renderColumns(csv)}
              ${
                csv.standardize
                  ? html`<p class="name">
                      Numeric columns are standardized: 0 is the mean, 1 a standard
                      deviation above it.
                    </p>`
                  : nothing
              }`
          : nothing
      }
      <label class="button open">
        ${csv ? 'Open another file…' : 'Open a CSV file…'}
        <input type="file" accept=".csv,.tsv,text/csv" @change=${this.#onFile} />
      </label>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
    `;
  }

  #renderColumns(data: CsvDataSpec) {
    const { file } = this;
    if (!file) return nothing;
    return html`<div class="field">
      <label for="target">Column to predict</label>
      <select
        id="target"
        @change=${(event: Event) =>
          void this.#use(file, (event.target as HTMLSelectElement).value)}
      >
        ${file.columns.map(
          (column) =>
            html`<option value=${column} .selected=${column === data.target}>
              ${column}
            </option>`,
        )}
      </select>
    </div>`;
  }

  /** Opens files that were chosen or dropped, of which there has to be one. */
  async open(files: readonly File[]): Promise<void> {
    const [chosen] = files;
    if (!chosen) return;
    try {
      if (files.length > 1)
        throw new UserError(
          `${files.length} files were given; the data of a run is one file.`,
        );
      if (chosen.size > LIMITS.csvBytes)
        throw new UserError(
          `${chosen.name} is larger than ${LIMITS.csvBytes / 2 ** 20} MiB, the most that can be read; use a part of its rows.`,
        );
      const contents = new Uint8Array(await chosen.arrayBuffer());
      const { readColumns } = await import('./csv-file.ts');
      const columns = readColumns(contents, chosen.name);
      const file = { name: chosen.name, contents, columns };
      await this.#use(file, columns[columns.length - 1]);
    } catch (error) {
      this.problem = messageOf(error);
    }
  }

  readonly #onFile = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    await this.open([...(input.files ?? [])]);
    // The same file may be chosen again after it was corrected.
    input.value = '';
  };

  async #use(file: OpenedFile, target: string): Promise<void> {
    try {
      const { withCsv } = await import('./csv-file.ts');
      const data = { csv: file.name, target, standardize: true, testFraction: 0.2 };
      const spec = withCsv(this.spec, data, file.contents);
      this.file = file;
      this.problem = '';
      this.dispatchEvent(new SpecChangeEvent(spec, 'data', file));
    } catch (error) {
      this.problem = messageOf(error);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-csv-picker': CsvPicker;
  }
}
