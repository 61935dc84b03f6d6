import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TrainingSpec } from '../../../core/spec.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import { baseStyles } from '../../theme.ts';
import { differencesFrom } from './differences.ts';
import { ColumnAddEvent } from './flow-column.ts';

/**
 * What the first network can be compared with. An element of its own, so that the many networks are
 * made when the first one changes, and not with every step.
 */
@customElement('nabla-compare-menu')
export class CompareMenu extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }
      select {
        width: auto;
        max-width: 15rem;
      }
    `,
  ];

  @property({ attribute: false }) spec!: TrainingSpec;

  override render() {
    const groups = differencesFrom(this.spec);
    return html`
      <label for="beside">Compare with</label>
      <select
        id="beside"
        @change=${(event: Event) => {
          const select = event.target as HTMLSelectElement;
          const [group, index] = select.value.split('.').map(Number);
          select.value = '';
          this.dispatchEvent(new ColumnAddEvent(groups[group].differences[index].spec));
        }}
      >
        <option value="">…</option>
        ${groups.map(
          ({ label, differences }, group) =>
            html`<optgroup label=${label}>
              ${differences.map(
                (difference, index) =>
                  html`<option value=${`${group}.${index}`}>${difference.label}</option>`,
              )}
            </optgroup>`,
        )}
      </select>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-compare-menu': CompareMenu;
  }
}
