import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatSigned } from '../format.ts';
import { baseStyles } from '../theme.ts';

/** The diverging scale with its range, or its positive half where nothing can be negative. */
@customElement('nabla-scale-legend')
export class ScaleLegend extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .bar {
        height: 0.6rem;
        border-radius: 3px;
        background: linear-gradient(
          to right,
          var(--negative),
          var(--zero),
          var(--positive)
        );
      }
      .bar.positive {
        background: linear-gradient(to right, var(--zero), var(--positive));
      }
      .ends {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
        margin-top: 0.15rem;
        color: var(--muted);
        font-size: var(--text-small);
      }
    `,
  ];

  /** Magnitude at the ends. */
  @property({ attribute: false }) extent = 0;
  /** Only 0 and above can occur. */
  @property({ type: Boolean }) positive = false;

  override render() {
    const end = formatSigned(this.extent);
    return html`<div class=${this.positive ? 'bar positive' : 'bar'}></div>
      <div class="ends">
        ${this.positive ? html`<span>0</span>` : html`<span>${formatSigned(-this.extent)}</span><span>0</span>`}
        <span>${end}</span>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-scale-legend': ScaleLegend;
  }
}
