import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LIMITS, type HiddenLayerSpec } from '../../../../core/spec.ts';
import { activations } from '../../../../ops/activations/index.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { baseStyles } from '../../../theme.ts';
import { LayerChangeEvent } from '../layer-change.ts';
import { LayerOpenEvent } from './unit-events.ts';

/** Above the units of a hidden layer: how many they are, and what opens the layer's settings. */
@customElement('nabla-layer-head')
export class LayerHead extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 0.15rem;
        min-width: 0;
      }
      .count {
        display: flex;
        align-items: center;
        gap: 0.3rem;
      }
      .count .button {
        display: grid;
        place-items: center;
        width: 1.5rem;
        height: 1.5rem;
        padding: 0;
        line-height: 1;
      }
      output {
        min-width: 1.2rem;
        text-align: center;
      }
      .settings {
        max-width: 100%;
        padding: 0.1rem 0.35rem;
        border: 0;
        border-radius: 4px;
        background: none;
        color: var(--muted);
        font: inherit;
        font-size: var(--text-small);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
        cursor: pointer;
      }
      .settings:hover,
      .settings[aria-expanded='true'] {
        color: var(--ink);
      }
      .settings[aria-expanded='true'] {
        background: var(--hairline);
      }
      .settings::after {
        content: '';
        display: inline-block;
        width: 0.3rem;
        height: 0.3rem;
        margin-left: 0.35rem;
        border: solid currentColor;
        border-width: 0 1.5px 1.5px 0;
        rotate: 45deg;
        translate: 0 -0.15rem;
      }
    `,
  ];

  @property({ attribute: false }) layer!: HiddenLayerSpec;
  @property({ type: Number }) index = 0;
  /** Whether its settings are open. */
  @property({ type: Boolean }) open = false;
  /** In a narrow column there is room for the number of units alone. */
  @property({ type: Boolean }) condensed = false;

  override render() {
    const { layer, index, open } = this;
    const name = `Layer ${index + 1}`;
    const { label } = activations.get(layer.activation.id);
    if (this.condensed)
      return html`<button
        class="settings"
        aria-expanded=${open}
        aria-label=${`${name}: ${layer.units} units, ${label}; settings`}
        @click=${this.#open}
      >
        ${layer.units}
      </button>`;
    return html`<div class="count">
        <button
          class="button"
          aria-label=${`Fewer units in layer ${index + 1}`}
          ?disabled=${layer.units <= 1}
          @click=${() => this.#resize(-1)}
        >
          −
        </button>
        <output aria-label=${`${name}, units`}>${layer.units}</output>
        <button
          class="button"
          aria-label=${`More units in layer ${index + 1}`}
          ?disabled=${layer.units >= LIMITS.units}
          @click=${() => this.#resize(1)}
        >
          +
        </button>
      </div>
      <button
        class="settings"
        aria-expanded=${open}
        aria-label=${`${name}: ${label}; settings`}
        @click=${this.#open}
      >
        ${label}
      </button>`;
  }

  readonly #open = (): void => {
    this.dispatchEvent(new LayerOpenEvent(this.index));
  };

  #resize(by: number): void {
    this.dispatchEvent(new LayerChangeEvent({ units: this.layer.units + by }, true));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-layer-head': LayerHead;
  }
}
