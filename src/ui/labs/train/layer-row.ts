import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LIMITS, NORMALIZATIONS, type HiddenLayerSpec } from '../../../core/spec.ts';
import { activations } from '../../../ops/activations/index.ts';
import { initializers } from '../../../ops/initializers/index.ts';
import type { ChoiceChangeEvent } from '../../controls/choice-field.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { baseStyles } from '../../theme.ts';
import { disclosureStyles } from './disclosure-styles.ts';
import { summarizeLayer } from './layer-edits.ts';
import { LayerChangeEvent } from './layer-change.ts';
import { layerRowStyles } from './layer-row-styles.ts';
import '../../controls/choice-field.ts';
import '../../controls/number-field.ts';

const UNITS = { minimum: 1, maximum: LIMITS.units, integer: true } as const;
/** More than this leaves hardly anything to learn from; a spec may ask for it all the same. */
const DROPOUT = { minimum: 0, maximum: 0.9 } as const;
const NORMALIZATION_LABELS = { none: 'None', batch: 'Batch', layer: 'Layer' } as const;

/** One hidden layer: units and activation in view, the rest one step away. */
@customElement('nabla-layer-row')
export class LayerRow extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: block;
        /* Hidden text is placed absolutely: it must stay where the row is. */
        position: relative;
      }
    `,
    disclosureStyles,
    layerRowStyles,
  ];

  @property({ attribute: false }) layer!: HiddenLayerSpec;
  @property({ type: Number }) index = 0;
  /** Whether everything is in view. */
  @property({ type: Boolean }) expanded = false;

  override render() {
    const { layer } = this;
    const name = `Layer ${this.index + 1}`;
    return html`
      <div class="row">
        <span class="number" aria-hidden="true">${this.index + 1}</span>
        <nabla-number-field
          quiet
          .label=${`${name}, units`}
          .value=${layer.units}
          .range=${UNITS}
          @number-change=${(event: NumberChangeEvent) =>
            this.#send({ units: event.value })}
        ></nabla-number-field>
        <nabla-choice-field
          quiet
          .label=${`${name}, activation`}
          .entries=${activations.entries}
          .value=${layer.activation}
          @choice-change=${(event: ChoiceChangeEvent) =>
            this.#send({ activation: event.choice })}
        ></nabla-choice-field>
        <button
          class="remove"
          aria-label=${`Remove layer ${this.index + 1}`}
          title="Remove this layer"
          @click=${() => this.dispatchEvent(new Event('layer-remove'))}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 4l8 8M12 4l-8 8" />
          </svg>
        </button>
      </div>
      <details ?open=${this.expanded}>
        <summary>
          <span class="visually-hidden">${name}: </span>${summarizeLayer(layer)}
        </summary>
        <div class="more">
          <nabla-choice-field
            label="Initializer"
            .entries=${initializers.entries}
            .kept=${['gain']}
            .value=${layer.initializer}
            @choice-change=${(event: ChoiceChangeEvent) =>
              this.#send({ initializer: event.choice })}
          ></nabla-choice-field>
          <div class="field">
            <label for="normalization">Normalization</label>
            <select id="normalization" @change=${this.#onNormalization}>
              ${NORMALIZATIONS.map(
                (id) =>
                  html`<option value=${id} .selected=${id === layer.normalization}>
                    ${NORMALIZATION_LABELS[id]}
                  </option>`,
              )}
            </select>
          </div>
          <nabla-number-field
            label="Dropout"
            .value=${layer.dropout}
            .range=${DROPOUT}
            @number-change=${(event: NumberChangeEvent) =>
              this.#send({ dropout: event.value })}
          ></nabla-number-field>
          <label class="check">
            <input
              type="checkbox"
              .checked=${layer.residual}
              @change=${(event: Event) =>
                this.#send({ residual: (event.target as HTMLInputElement).checked })}
            />
            Residual connection
          </label>
          <label
            class="check"
            title="Training leaves the weights of this layer as they are"
          >
            <input
              type="checkbox"
              .checked=${layer.frozen}
              @change=${(event: Event) =>
                this.#send({ frozen: (event.target as HTMLInputElement).checked })}
            />
            Frozen
          </label>
          <button
            class="button"
            @click=${() => this.dispatchEvent(new Event('layer-to-all'))}
          >
            Make all layers like this
          </button>
        </div>
      </details>
    `;
  }

  readonly #onNormalization = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const normalization = NORMALIZATIONS.find((id) => id === value);
    if (normalization) this.#send({ normalization });
  };

  #send(change: Partial<HiddenLayerSpec>): void {
    this.dispatchEvent(new LayerChangeEvent(change));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-layer-row': LayerRow;
  }
}
