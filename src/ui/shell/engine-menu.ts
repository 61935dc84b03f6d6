import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ExecutorRequest } from '../../core/engine.ts';
import { fieldStyles } from '../controls/field-styles.ts';
import { problemNote } from '../labs/train/problem-note.ts';
import { RunController } from '../run/run-controller.ts';
import type { Run } from '../run/run.ts';
import { baseStyles } from '../theme.ts';
import { formatTime } from '../format.ts';
import { ENGINE_CHOICES, engineLabel } from './engine-choices.ts';
import { engineMenuStyles } from './engine-menu-styles.ts';
import { EXECUTOR_CHOICES, executorLabel, offersExecutors } from './executor-choices.ts';

/** Sent when somebody has chosen an engine. */
export class EngineChangeEvent extends Event {
  constructor(readonly engine: string) {
    super('engine-change', { bubbles: true, composed: true });
  }
}

/** Sent when somebody has chosen an executor of the engine. */
export class ExecutorChangeEvent extends Event {
  constructor(readonly executor: ExecutorRequest) {
    super('executor-change', { bubbles: true, composed: true });
  }
}

/** What computes, on which adapter and why; opens to choose another engine or executor. */
@customElement('nabla-engine-menu')
export class EngineMenu extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, engineMenuStyles];

  @property({ attribute: false }) run!: Run;
  /** The id that was asked for. */
  @property() value = 'auto';
  /** The executor that was asked for. */
  @property() executor: ExecutorRequest = 'auto';

  @query('details') private readonly details!: HTMLDetailsElement;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#closeOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#closeOutside);
  }

  override render() {
    const { run } = this;
    const { description, engine, adapter, engineReason, method } = run;
    return html`<details @toggle=${() => this.requestUpdate()} @keydown=${this.#onKey}>
      <summary>
        <span class="visually-hidden">Engine: </span>
        <span class="engine">${description ? engineLabel(engine) : 'Starting…'}</span>
        <span class="executor">${description ? method?.id : ''}</span>
        <span class="adapter">${description ? adapter : ''}</span>
      </summary>
      <div class="menu">
        ${
          description
            ? html`<dl>
                <dt>Computes on</dt>
                <dd>${adapter}</dd>
                <dt>Why</dt>
                <dd id="reason">${engineReason}</dd>
                ${
                  method
                    ? html`<dt>Executor</dt>
                        <dd id="method">
                          ${executorLabel(method.id)}. ${method.reason}
                        </dd>`
                    : nothing
                }
              </dl>`
            : nothing
        }
        ${this.#renderTimes()}
        <fieldset>
          <legend>Engine</legend>
          ${ENGINE_CHOICES.map(
            ({ id, label, note }) =>
              html`<label>
                <input
                  type="radio"
                  name="engine"
                  value=${id}
                  .checked=${id === this.value}
                  @change=${() => this.dispatchEvent(new EngineChangeEvent(id))}
                />
                <span>${label}<small>${note}</small></span>
              </label>`,
          )}
        </fieldset>
        ${offersExecutors(this.value, engine) ? this.#renderExecutors() : nothing}
        ${problemNote(run, 'engine')}
      </div>
    </details>`;
  }

  /** What a step took on each engine that has trained this network. */
  #renderTimes() {
    const { list } = this.run.engineTimes;
    if (list.length === 0) return nothing;
    return html`<table class="times">
      <caption>
        A step of this network takes
      </caption>
      <tbody>
        ${list.map(
          ({ engine, executor, millisecondsPerStep }) =>
            html`<tr>
              <th scope="row">
                ${engineLabel(engine)}${executor ? html` <small>${executor}</small>` : nothing}
              </th>
              <td>${formatTime(millisecondsPerStep)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #renderExecutors() {
    const chosen = EXECUTOR_CHOICES.find(({ id }) => id === this.executor);
    return html`<div class="field">
      <label for="executor">Executor</label>
      <select id="executor" aria-describedby="executor-note" @change=${this.#onExecutor}>
        ${EXECUTOR_CHOICES.map(
          ({ id, label }) =>
            html`<option value=${id} .selected=${id === this.executor}>${label}</option>`,
        )}
      </select>
      <small id="executor-note">${chosen?.note}</small>
    </div>`;
  }

  override updated(): void {
    // A problem that nobody sees is none that anybody can solve.
    if (this.run.problem?.origin === 'engine') this.details.open = true;
  }

  readonly #closeOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.details.open = false;
  };

  readonly #onExecutor = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const choice = EXECUTOR_CHOICES.find(({ id }) => id === value);
    if (choice) this.dispatchEvent(new ExecutorChangeEvent(choice.id));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.details.open) return;
    this.details.open = false;
    this.details.querySelector('summary')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-engine-menu': EngineMenu;
  }
}
