import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { NumericArray } from '../../../../../core/arrays.ts';
import { extentOf } from '../../../../charts/signed-painter.ts';
import { formatShare, formatSigned } from '../../../../format.ts';
import { baseStyles } from '../../../../theme.ts';

/** An output of the network for each class, as bars with their figures. */
@customElement('nabla-class-bars')
export class ClassBars extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      ol {
        display: grid;
        gap: 0.2rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) 4.4rem;
        align-items: center;
        gap: 0.5rem;
        color: var(--muted);
        line-height: 1.35;
      }
      li.answer {
        color: var(--ink);
        font-weight: 600;
      }
      .track {
        position: relative;
        height: 0.7rem;
        border-radius: 2px;
        background: var(--zero);
        overflow: hidden;
      }
      .bar {
        position: absolute;
        inset: 0 auto 0 0;
      }
      .figure {
        text-align: right;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) names: readonly string[] = [];
  /** [names]; empty: nothing is known. */
  @property({ attribute: false }) values: NumericArray = new Float32Array(0);
  /** They lie in 0 to 1. */
  @property({ type: Boolean }) probabilities = false;
  /** Index of the answer, or −1. */
  @property({ type: Number }) answer = -1;

  override render() {
    const extent = Math.max(1, extentOf(this.values));
    return html`<ol
      aria-label=${this.probabilities ? 'Probability of each class' : 'Output for each class'}
    >
      ${this.names.map((name, index) => {
        const value = this.values.length > 0 ? this.values[index] : NaN;
        const figure = this.probabilities ? formatShare(value) : formatSigned(value);
        return html`<li class=${index === this.answer ? 'answer' : ''}>
          <span>${name}</span>
          <span class="track" aria-hidden="true"
            ><span class="bar" style=${this.#barStyle(value, extent)}></span
          ></span>
          <span class="figure">${figure}</span>
        </li>`;
      })}
    </ol>`;
  }

  #barStyle(value: number, extent: number): string {
    if (!Number.isFinite(value)) return 'width:0';
    if (this.probabilities) return `width:${100 * value}%;background:var(--positive)`;
    // From the middle, where 0 is.
    const half = (50 * Math.abs(value)) / extent;
    return value < 0
      ? `left:${50 - half}%;width:${half}%;background:var(--negative)`
      : `left:50%;width:${half}%;background:var(--positive)`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-class-bars': ClassBars;
  }
}
