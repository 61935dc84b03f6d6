import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { parameterOf, type Choice } from '../../../core/choice.ts';
import {
  LIMITS,
  type OutputLayerSpec,
  type Task,
  type TrainingSpec,
} from '../../../core/spec.ts';
import { activations } from '../../../ops/activations/index.ts';
import { clippings } from '../../../ops/clippings/index.ts';
import { initializers } from '../../../ops/initializers/index.ts';
import { losses } from '../../../ops/losses/index.ts';
import { optimizers } from '../../../ops/optimizers/index.ts';
import { regularizers } from '../../../ops/regularizers/index.ts';
import { schedules } from '../../../ops/schedules/index.ts';
import { outputActivations } from '../../../ops/softmax.ts';
import type { ChoiceChangeEvent, ChoiceEntry } from '../../controls/choice-field.ts';
import type { ControlId } from '../../../state/control-ids.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import { baseStyles } from '../../theme.ts';
import { commonActivation, withActivation } from './layer-edits.ts';
import {
  lossesFor,
  outputActivationsFor,
  withLoss,
  withOutputActivation,
} from './output-pair.ts';
import { panelStyles } from './panel-styles.ts';
import { problemNote } from './problem-note.ts';
import { SpecChangeEvent } from './spec-change.ts';
import '../../controls/choice-field.ts';
import '../../controls/number-field.ts';

const BATCH_SIZE = {
  minimum: 1,
  maximum: LIMITS.batchSize,
  integer: true,
  scale: 'log',
} as const;

/** Stands in the menu of activations where the hidden layers differ. */
const SEVERAL: ChoiceEntry = { id: 'several', label: 'Several', parameters: {} };

/** The choices that are changed most in a row above the lab, the others one step behind. */
@customElement('nabla-training-panel')
export class TrainingPanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    panelStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(7.25rem, 1fr));
        gap: 0.6rem 0.75rem;
        align-items: end;
      }
      .row.more {
        align-items: start;
        padding-top: 0.25rem;
      }
      /* In line with the fields beside it, whose labels stand above them. */
      .row.more > .check {
        align-self: start;
        margin-top: calc(var(--text-small) * 1.5);
        min-height: var(--field-height);
      }
      .button.toggle {
        padding: 0 0.7rem;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) hide: readonly ControlId[] = [];
  @property() task: Task = 'classification';
  @state() private open = false;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    return html`<section aria-labelledby="heading">
      <h2 id="heading" class="visually-hidden">Training</h2>
      <div class="row">${this.#renderUsual()}</div>
      ${this.open ? html`<div class="row more" id="more">${this.#renderRest()}</div>` : nothing}
      ${problemNote(this.run, 'training')}
    </section>`;
  }

  #renderUsual() {
    const { spec, task } = this;
    const { learningRate } = optimizers.get(spec.optimizer.id).parameters;
    const activation = commonActivation(spec);
    return html`
      <nabla-number-field
        ?hidden=${this.hide.includes('learning-rate')}
        label="Learning rate"
        .value=${parameterOf(spec.optimizer, 'learningRate')}
        .range=${learningRate}
        @number-change=${(event: NumberChangeEvent) =>
          this.#send({ optimizer: { ...spec.optimizer, learningRate: event.value } })}
      ></nabla-number-field>
      ${this.#choice('Optimizer', optimizers.entries, spec.optimizer, (optimizer) =>
        this.#send({ optimizer }),
      )}
      <nabla-number-field
        ?hidden=${this.hide.includes('batch-size')}
        label="Batch size"
        .value=${spec.batchSize}
        .range=${BATCH_SIZE}
        @number-change=${(event: NumberChangeEvent) =>
          this.#send({ batchSize: event.value })}
      ></nabla-number-field>
      ${
        spec.network.hidden.length === 0 || this.hide.includes('activation')
          ? nothing
          : this.#choice(
              'Activation',
              activation ? activations.entries : [SEVERAL, ...activations.entries],
              activation ?? { id: SEVERAL.id },
              (choice) => this.#change(withActivation(spec, choice)),
            )
      }
      ${this.#choice(
        'Output',
        outputActivationsFor(task),
        spec.network.output.activation,
        (choice) => this.#change(withOutputActivation(spec, choice, task)),
      )}
      ${
        this.hide.includes('loss')
          ? nothing
          : html`${this.#choice('Loss', lossesFor(task), spec.loss, (choice) =>
              this.#change(withLoss(spec, choice)),
            )}`
      }
      ${
        this.hide.includes('regularization')
          ? nothing
          : html`${this.#choice(
              'Regularization',
              regularizers.entries,
              spec.regularization,
              (regularization) => this.#send({ regularization }),
            )}
            ${this.#parameters(
              regularizers.entries,
              spec.regularization,
              (regularization) => this.#send({ regularization }),
            )}`
      }
      <button
        class="button toggle"
        aria-expanded=${this.open}
        aria-controls=${this.open ? 'more' : nothing}
        @click=${() => (this.open = !this.open)}
      >
        ${this.open ? 'Less' : 'More…'}
      </button>
    `;
  }

  #renderRest() {
    const { spec, task } = this;
    const { output } = spec.network;
    const withOutput = (change: Partial<OutputLayerSpec>) =>
      this.#change({
        ...spec,
        network: { ...spec.network, output: { ...output, ...change } },
      });
    return html`
      ${this.#choice(
        'Learning-rate schedule',
        schedules.entries,
        spec.schedule,
        (schedule) => this.#send({ schedule }),
        [],
      )}
      ${this.#choice(
        'Gradient clipping',
        clippings.entries,
        spec.clipping,
        (clipping) => this.#send({ clipping }),
        [],
      )}
      ${this.#choice(
        'Output initializer',
        initializers.entries,
        output.initializer,
        (initializer) => withOutput({ initializer }),
        [],
      )}
      <label
        class="check"
        title="Training leaves the weights of the output layer as they are"
      >
        <input
          type="checkbox"
          .checked=${output.frozen}
          @change=${(event: Event) =>
            withOutput({ frozen: (event.target as HTMLInputElement).checked })}
        />
        Output layer frozen
      </label>
      ${this.#parameters(optimizers.entries, spec.optimizer, (optimizer) =>
        this.#send({ optimizer }),
      )}
      ${this.#parameters(losses.entries, spec.loss, (loss) => this.#send({ loss }))}
      ${this.#parameters(outputActivations.entries, output.activation, (choice) =>
        this.#change(withOutputActivation(spec, choice, task)),
      )}
    `;
  }

  /** A menu; its parameters stand elsewhere unless `without` says otherwise. */
  #choice(
    label: string,
    entries: readonly ChoiceEntry[],
    value: Choice,
    onChange: (choice: Choice) => void,
    without: readonly string[] | true = true,
  ) {
    return html`<nabla-choice-field
      .label=${label}
      .entries=${entries}
      .kept=${['learningRate', 'rate', 'gain']}
      .without=${without}
      .value=${value}
      @choice-change=${(event: ChoiceChangeEvent) => {
        if (event.choice.id !== SEVERAL.id) onChange(event.choice);
      }}
    ></nabla-choice-field>`;
  }

  /** The parameters of a choice whose menu stands elsewhere; the learning rate does too. */
  #parameters(
    entries: readonly ChoiceEntry[],
    value: Choice,
    onChange: (choice: Choice) => void,
  ) {
    const entry = entries.find(({ id }) => id === value.id);
    const names = Object.keys(entry?.parameters ?? {});
    if (names.every((name) => name === 'learningRate')) return nothing;
    return html`<nabla-choice-field
      menuless
      .entries=${entries}
      .without=${['learningRate']}
      .value=${value}
      @choice-change=${(event: ChoiceChangeEvent) => onChange(event.choice)}
    ></nabla-choice-field>`;
  }

  #send(change: Partial<TrainingSpec>): void {
    this.#change({ ...this.spec, ...change });
  }

  #change(spec: TrainingSpec): void {
    this.dispatchEvent(new SpecChangeEvent(spec, 'training'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-training-panel': TrainingPanel;
  }
}
