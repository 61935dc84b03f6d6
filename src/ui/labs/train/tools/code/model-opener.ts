import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { formatCount } from '../../../../format.ts';
import { RunController } from '../../../../run/run-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { problemNote } from '../../problem-note.ts';
import { SpecChangeEvent } from '../../spec-change.ts';

/** Sent when the weights of a saved model have replaced those of the run. */
export class ModelOpenedEvent extends Event {
  static readonly type = 'model-opened';
  constructor() {
    super(ModelOpenedEvent.type);
  }
}

/** Opens a saved model, chosen or dropped here. The file stays on this machine. */
@customElement('nabla-model-opener')
export class ModelOpener extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: block;
      }
      .drop {
        display: grid;
        gap: 0.4rem;
        padding: 0.75rem 1rem;
        border: 1px dashed var(--border);
        border-radius: var(--radius);
      }
      .drop.over {
        border-style: solid;
        border-color: var(--accent);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
      }
      .open {
        position: relative;
        display: inline-flex;
        align-items: center;
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
      /* There for news to come, but without room until then. */
      .note:empty {
        position: absolute;
      }
      .note {
        flex: 1 1 16rem;
        color: var(--muted);
        font-size: var(--text-small);
      }
      .problem {
        white-space: pre-wrap;
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;

  @state() private problem = '';
  @state() private done = '';
  @state() private over = false;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    return html`<div
      class="drop ${this.over ? 'over' : ''}"
      @dragover=${this.#onDragOver}
      @dragleave=${() => (this.over = false)}
      @drop=${this.#onDrop}
    >
      <div class="line">
        <label class="button open">
          Open a saved model…
          <input type="file" accept=".json,application/json" @change=${this.#onFile} />
        </label>
        <p class="note">
          or drop it here. Its configuration replaces the present one, and the run is
          paused at step 0 with its weights.
        </p>
      </div>
      <p class="note" role="status">${this.done}</p>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${problemNote(this.run, 'file')}
    </div>`;
  }

  readonly #onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.over = true;
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void this.#open(file);
  };

  readonly #onFile = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    await this.#open(file);
    // The same file may be chosen again after it was corrected.
    input.value = '';
  };

  async #open(file: File): Promise<void> {
    this.problem = '';
    this.done = '';
    try {
      const { openModel } = await import('./open-model.ts');
      const model = await openModel(file, this.run, (spec) =>
        this.dispatchEvent(new SpecChangeEvent(spec, 'file')),
      );
      if (!model) return;
      this.done = `The network has the weights of ${file.name}, which were at step ${formatCount(model.step)}.`;
      this.dispatchEvent(new ModelOpenedEvent());
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-model-opener': ModelOpener;
  }
}
