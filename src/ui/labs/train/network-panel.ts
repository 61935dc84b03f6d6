import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LIMITS, type Task, type TrainingSpec } from '../../../core/spec.ts';
import { initializers } from '../../../ops/initializers/index.ts';
import type { ChoiceChangeEvent } from '../../controls/choice-field.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { formatCount } from '../../format.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import { baseStyles } from '../../theme.ts';
import { disclosureStyles } from './disclosure-styles.ts';
import {
  summarizeInitializer,
  withAllLike,
  withDepth,
  withLayer,
  withoutLayer,
} from './layer-edits.ts';
import type { LayerChangeEvent } from './layer-row.ts';
import {
  lossesFor,
  outputActivationsFor,
  withLoss,
  withOutputActivation,
} from './output-pair.ts';
import { panelStyles } from './panel-styles.ts';
import { problemNote } from './problem-note.ts';
import { SpecChangeEvent } from './spec-change.ts';
import './layer-row.ts';

const DEPTH = { minimum: 0, maximum: LIMITS.hiddenLayers, integer: true } as const;

/** The layers from input to output, and the loss that the output is measured by. */
@customElement('nabla-network-panel')
export class NetworkPanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    panelStyles,
    disclosureStyles,
    css`
      .depth {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto 3.75rem auto;
        gap: 0.4rem;
        align-items: start;
      }
      .depth .label {
        display: grid;
        align-content: center;
        min-height: var(--field-height);
      }
      .depth .button {
        width: var(--field-height);
        padding: 0;
        font-size: 1rem;
      }
      .layers {
        display: grid;
        gap: 0.4rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .layers.long {
        max-height: 24rem;
        overflow-y: auto;
        margin: -3px;
        padding: 3px;
      }
      .end {
        display: grid;
        gap: var(--gap);
        padding-top: var(--gap);
        border-top: 1px solid var(--hairline);
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property() task: Task = 'classification';

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    const { spec, task } = this;
    const { hidden, output } = spec.network;
    const plan = this.run.description?.plan;
    return html`<section aria-labelledby="heading">
      <h2 id="heading">Network</h2>
      <div class="depth">
        <span class="label" aria-hidden="true">Hidden layers</span>
        <button
          class="button"
          aria-label="Remove the last layer"
          ?disabled=${hidden.length === 0}
          @click=${() => this.#send(withDepth(spec, hidden.length - 1))}
        >
          −
        </button>
        <nabla-number-field
          quiet
          label="Hidden layers"
          .value=${hidden.length}
          .range=${DEPTH}
          @number-change=${(event: NumberChangeEvent) =>
            this.#send(withDepth(spec, event.value))}
        ></nabla-number-field>
        <button
          class="button"
          aria-label="Add a layer"
          ?disabled=${hidden.length >= LIMITS.hiddenLayers}
          @click=${() => this.#send(withDepth(spec, hidden.length + 1))}
        >
          +
        </button>
      </div>
      ${
        hidden.length === 0
          ? nothing
          : html`<ol class="layers ${hidden.length > 6 ? 'long' : ''}">
              ${hidden.map(
                (layer, index) =>
                  html`<li>
                    <nabla-layer-row
                      .layer=${layer}
                      .index=${index}
                      @layer-change=${(event: LayerChangeEvent) =>
                        this.#send(withLayer(spec, index, event.change))}
                      @layer-remove=${() => this.#send(withoutLayer(spec, index))}
                      @layer-to-all=${() => this.#send(withAllLike(spec, index))}
                    ></nabla-layer-row>
                  </li>`,
              )}
            </ol>`
      }
      <div class="end">
        <div>
          <nabla-choice-field
            label="Output"
            .entries=${outputActivationsFor(task)}
            .value=${output.activation}
            @choice-change=${(event: ChoiceChangeEvent) =>
              this.#send(withOutputActivation(spec, event.choice, task))}
          ></nabla-choice-field>
          <details>
            <summary>
              <span class="visually-hidden">Output layer: </span>
              ${summarizeInitializer(output.initializer)}
            </summary>
            <div class="more">
              <nabla-choice-field
                label="Initializer"
                .entries=${initializers.entries}
                .kept=${['gain']}
                .value=${output.initializer}
                @choice-change=${this.#onOutputInitializer}
              ></nabla-choice-field>
            </div>
          </details>
        </div>
        <nabla-choice-field
          label="Loss"
          .entries=${lossesFor(task)}
          .value=${spec.loss}
          @choice-change=${(event: ChoiceChangeEvent) =>
            this.#send(withLoss(spec, event.choice))}
        ></nabla-choice-field>
      </div>
      ${
        plan
          ? html`<p class="note">
              ${formatCount(plan.inputs)} inputs, ${formatCount(plan.outputs)}
              ${plan.outputs === 1 ? 'output' : 'outputs'},
              ${formatCount(plan.parameterCount)} parameters
            </p>`
          : nothing
      }
      ${problemNote(this.run, 'network')}
    </section>`;
  }

  readonly #onOutputInitializer = (event: ChoiceChangeEvent): void => {
    const { network } = this.spec;
    const output = { ...network.output, initializer: event.choice };
    this.#send({ ...this.spec, network: { ...network, output } });
  };

  #send(spec: TrainingSpec): void {
    this.dispatchEvent(new SpecChangeEvent(spec, 'network'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-network-panel': NetworkPanel;
  }
}
