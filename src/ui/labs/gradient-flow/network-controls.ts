import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Choice } from '../../../core/choice.ts';
import type { TrainingSpec } from '../../../core/spec.ts';
import { DATASETS } from '../../../data/datasets/index.ts';
import { activations } from '../../../ops/activations/index.ts';
import { initializers } from '../../../ops/initializers/index.ts';
import { HYPERPARAMETERS, type HyperparameterId } from '../../../spec/hyperparameters.ts';
import type { ChoiceChangeEvent } from '../../controls/choice-field.ts';
import { DatasetChangeEvent } from '../../controls/dataset-picker.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { baseStyles } from '../../theme.ts';
import { criticalGain } from './edge-of-chaos.ts';
import '../../controls/choice-field.ts';
import '../../controls/number-field.ts';

/** A change that is to be made to every network of the lab. */
export class NetworksEditEvent extends Event {
  static readonly type = 'networks-edit';
  constructor(readonly edit: (spec: TrainingSpec) => TrainingSpec) {
    super(NetworksEditEvent.type, { bubbles: true, composed: true });
  }
}

const NUMBERS: readonly (readonly [HyperparameterId, string])[] = [
  ['depth', 'Hidden layers'],
  ['width', 'Units'],
  ['gain', 'Gain'],
  ['bias', 'Bias deviation σb'],
  ['lr', 'Learning rate'],
];

/** What the networks of the lab have in common; where they differ, that of the first is shown. */
@customElement('nabla-network-controls')
export class NetworkControls extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
        align-items: start;
        gap: 0.6rem 0.9rem;
      }
    `,
  ];

  @property({ attribute: false }) spec!: TrainingSpec;

  override render() {
    const { spec } = this;
    const [first] = spec.network.hidden;
    return html`
      <div class="field">
        <label for="dataset">Data</label>
        <select
          id="dataset"
          ?disabled=${!('dataset' in spec.data)}
          @change=${(event: Event) =>
            this.dispatchEvent(
              new DatasetChangeEvent((event.target as HTMLSelectElement).value),
            )}
        >
          ${
            'dataset' in spec.data
              ? DATASETS.entries.map(
                  ({ id, label }) =>
                    html`<option
                      value=${id}
                      .selected=${'dataset' in spec.data && id === spec.data.dataset}
                    >
                      ${label}
                    </option>`,
                )
              : html`<option>
                  ${'csv' in spec.data ? spec.data.csv : 'Drawn points'}
                </option>`
          }
        </select>
      </div>
      ${
        first
          ? html`<nabla-choice-field
                .label=${'Activation'}
                .entries=${activations.entries}
                .value=${first.activation}
                .without=${true}
                @choice-change=${({ choice }: ChoiceChangeEvent) =>
                  this.#editLayers('activation', choice)}
              ></nabla-choice-field>
              <nabla-choice-field
                .label=${'Initial weights'}
                .entries=${initializers.entries}
                .value=${first.initializer}
                .kept=${['gain']}
                .without=${true}
                @choice-change=${({ choice }: ChoiceChangeEvent) =>
                  this.#editLayers('initializer', choice)}
              ></nabla-choice-field>`
          : ''
      }
      ${NUMBERS.filter(() => first).map(([id, label]) => {
        const number = HYPERPARAMETERS.get(id);
        return html`<nabla-number-field
          data-name=${id}
          .label=${id === 'gain' ? this.#gainLabel(label) : label}
          .value=${number.read(spec)}
          .range=${number.bounds}
          @number-change=${({ value }: NumberChangeEvent) =>
            this.dispatchEvent(
              new NetworksEditEvent((network) => number.apply(network, value)),
            )}
        ></nabla-number-field>`;
      })}
    `;
  }

  /** With the gain at which theory has gradients keep their size. */
  #gainLabel(label: string): string {
    const critical = criticalGain(this.spec);
    return Number.isNaN(critical)
      ? label
      : `${label} (critical ${Number(critical.toPrecision(3))})`;
  }

  #editLayers(trait: 'activation' | 'initializer', choice: Choice): void {
    this.dispatchEvent(
      new NetworksEditEvent((spec) => ({
        ...spec,
        network: {
          ...spec.network,
          hidden: spec.network.hidden.map((layer) => ({ ...layer, [trait]: choice })),
        },
      })),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-network-controls': NetworkControls;
  }
}
