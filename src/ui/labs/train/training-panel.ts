import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LIMITS, type TrainingSpec } from '../../../core/spec.ts';
import { clippings } from '../../../ops/clippings/index.ts';
import { optimizers } from '../../../ops/optimizers/index.ts';
import { regularizers } from '../../../ops/regularizers/index.ts';
import { schedules } from '../../../ops/schedules/index.ts';
import type { ChoiceChangeEvent, ChoiceEntry } from '../../controls/choice-field.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import { baseStyles } from '../../theme.ts';
import { panelStyles } from './panel-styles.ts';
import { problemNote } from './problem-note.ts';
import { SpecChangeEvent } from './spec-change.ts';
import '../../controls/choice-field.ts';
import '../../controls/number-field.ts';

/** The choices of how to train, in the order in which a gradient meets them, optimizer first. */
const CHOICES = [
  { key: 'optimizer', label: 'Optimizer', entries: optimizers.entries },
  { key: 'schedule', label: 'Learning-rate schedule', entries: schedules.entries },
  { key: 'regularization', label: 'Regularization', entries: regularizers.entries },
  { key: 'clipping', label: 'Gradient clipping', entries: clippings.entries },
] as const satisfies readonly {
  key: 'optimizer' | 'schedule' | 'regularization' | 'clipping';
  label: string;
  entries: readonly ChoiceEntry[];
}[];

const BATCH_SIZE = {
  minimum: 1,
  maximum: LIMITS.batchSize,
  integer: true,
  scale: 'log',
} as const;

/** Optimizer, schedule, batch size, regularization and clipping. */
@customElement('nabla-training-panel')
export class TrainingPanel extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, panelStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    const { spec } = this;
    const [optimizer, ...others] = CHOICES.map(
      ({ key, label, entries }) =>
        html`<nabla-choice-field
          .label=${label}
          .entries=${entries}
          .kept=${['learningRate']}
          .value=${spec[key]}
          @choice-change=${(event: ChoiceChangeEvent) =>
            this.#send({ [key]: event.choice })}
        ></nabla-choice-field>`,
    );
    return html`<section aria-labelledby="heading">
      <h2 id="heading">Training</h2>
      ${optimizer}
      <nabla-number-field
        label="Batch size"
        .value=${spec.batchSize}
        .range=${BATCH_SIZE}
        @number-change=${(event: NumberChangeEvent) =>
          this.#send({ batchSize: event.value })}
      ></nabla-number-field>
      ${others} ${problemNote(this.run, 'training')}
    </section>`;
  }

  #send(change: Partial<TrainingSpec>): void {
    this.dispatchEvent(new SpecChangeEvent({ ...this.spec, ...change }, 'training'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-training-panel': TrainingPanel;
  }
}
