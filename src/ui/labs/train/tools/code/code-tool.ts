import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  exampleCount,
  isInline,
  MODEL_FILE_NAME,
} from '../../../../../export/code/code.ts';
import type { RunDescription } from '../../../../../session/handle.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { copyText, selectAll } from '../../../../copy-text.ts';
import { formatCount } from '../../../../format.ts';
import { RunController } from '../../../../run/run-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { readRun, type RunReading } from '../read-run.ts';
import { CODE_FORMATS } from './code-formats.ts';
import { codeToolStyles } from './code-tool-styles.ts';
import { saveText } from '../../../../save-file.ts';
import './model-opener.ts';

/** More would make the page slow, and nobody reads that far. */
const MAX_SHOWN_CHARACTERS = 200_000;

/** The network as code for other libraries and as a file, with the weights of one moment. */
@customElement('nabla-code-tool')
export class CodeTool extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, codeToolStyles];

  @property({ attribute: false }) run!: Run;

  @state() private format = CODE_FORMATS[0];
  @state() private reading: RunReading | null = null;
  @state() private text = '';
  @state() private problem = '';
  /** What came of copying or saving. */
  @state() private done = '';

  /** The run that was read, or is being read. */
  #description: RunDescription | null = null;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override willUpdate(): void {
    const { description } = this.run;
    // Code of a network that is no more would be taken for the one on the page.
    if (description && description !== this.#description) void this.#read();
  }

  override render() {
    const { reading, format } = this;
    return html`
      <div class="bar">
        <div class="field">
          <label for="format">Take the network along as</label>
          <select id="format" @change=${this.#onFormat}>
            ${CODE_FORMATS.map(
              ({ id, label }) =>
                html`<option value=${id} .selected=${id === format.id}>${label}</option>`,
            )}
          </select>
        </div>
        ${
          reading
            ? html`<span class="step" id="step"
                  >weights at step ${formatCount(reading.model.step)}</span
                >
                <button class="button" id="refresh" @click=${() => void this.#read()}>
                  Refresh
                </button>`
            : nothing
        }
        <button
          class="button push"
          id="copy"
          ?disabled=${this.text === ''}
          @click=${() => void this.#copy()}
        >
          Copy
        </button>
        <button
          class="button"
          id="download"
          ?disabled=${this.text === ''}
          @click=${() => this.#download()}
        >
          Download ${format.fileName}
        </button>
      </div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <p class="note" role="status">${this.done}</p>
      ${this.#renderText()} ${this.#renderNote()}
      <nabla-model-opener
        .run=${this.run}
        @model-opened=${() => void this.#read()}
      ></nabla-model-opener>
    `;
  }

  #renderText() {
    const { text, format } = this;
    if (text === '') return nothing;
    const isLong = text.length > MAX_SHOWN_CHARACTERS;
    return html`<pre
        tabindex="0"
        role="region"
        aria-label=${`The network as ${format.label}`}
      ><code>${isLong ? text.slice(0, MAX_SHOWN_CHARACTERS) : text}</code></pre>
      ${
        isLong
          ? html`<p class="note">
              These are the first ${formatCount(MAX_SHOWN_CHARACTERS)} of
              ${formatCount(text.length)} characters; copying and downloading takes all.
            </p>`
          : nothing
      }`;
  }

  /** A program that reads its weights needs the saved model beside it. */
  #renderNote() {
    const { reading, format } = this;
    if (!reading || format.fileName === MODEL_FILE_NAME || isInline(reading.model.plan))
      return nothing;
    return html`<p class="note">
      The network has ${formatCount(reading.model.plan.parameterCount)} parameters, too
      many to stand in a program: it reads them from ${MODEL_FILE_NAME} in its folder.
      Choose “Saved model” above and download that, too.
    </p>`;
  }

  readonly #onFormat = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    this.format = CODE_FORMATS.find(({ id }) => id === value) ?? this.format;
    this.#write();
  };

  async #read(): Promise<void> {
    const { run } = this;
    this.#description = run.description;
    try {
      const reading = await readRun(run, ({ plan }) => exampleCount(plan));
      this.#description = run.description;
      this.reading = reading;
      this.#write();
    } catch (error) {
      this.problem = messageOf(error);
    }
  }

  #write(): void {
    this.problem = '';
    this.done = '';
    this.text = '';
    if (!this.reading) return;
    try {
      this.text = this.format.write(this.reading);
    } catch (error) {
      this.problem = messageOf(error);
    }
  }

  async #copy(): Promise<void> {
    this.done = await copyText(this.text, () =>
      selectAll(this.renderRoot.querySelector('pre')),
    );
  }

  #download(): void {
    const { fileName, type } = this.format;
    saveText(this.text, fileName, type);
    this.done = `${fileName} was handed to the browser to be saved.`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-code-tool': CodeTool;
  }
}
