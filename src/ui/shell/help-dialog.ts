import { css, html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { dialogStyles } from '../controls/dialog-styles.ts';
import { fieldStyles } from '../controls/field-styles.ts';
import { baseStyles } from '../theme.ts';
import { SHORTCUTS } from './shortcuts.ts';

/** The list of keys. */
@customElement('nabla-help-dialog')
export class HelpDialog extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    dialogStyles,
    css`
      dialog {
        width: min(24rem, calc(100vw - 2rem));
        padding: 1.5rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 0.6rem 1rem;
        margin: 1rem 0 1.25rem;
      }
      dd {
        margin: 0;
      }
      kbd {
        display: inline-block;
        min-width: 2rem;
        padding: 0.1rem 0.5rem;
        border: 1px solid var(--border);
        border-radius: 5px;
        font: inherit;
        text-align: center;
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">Keyboard</h2>
      <dl>
        ${SHORTCUTS.map(
          ({ shown, does }) =>
            html`<dt><kbd>${shown}</kbd></dt>
              <dd>${does}</dd>`,
        )}
        <dt><kbd>↑</kbd> <kbd>↓</kbd></dt>
        <dd>in a number: the next round value</dd>
      </dl>
      <form method="dialog"><button class="button">Close</button></form>
    </dialog>`;
  }

  show(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-help-dialog': HelpDialog;
  }
}
