import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DEFAULT_LAB, LABS, type LabId } from '../../state/labs.ts';
import { baseStyles } from '../theme.ts';

/** Another lab is to be shown. */
export class LabChangeEvent extends Event {
  static readonly type = 'lab-change';
  constructor(readonly lab: LabId) {
    super(LabChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** The labs, each a link with all of the present state. */
@customElement('nabla-lab-links')
export class LabLinks extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      nav {
        display: flex;
        gap: 1.1rem;
      }
      a {
        color: var(--muted);
        font-size: var(--text);
        line-height: 1.5;
        text-decoration: none;
        border-bottom: 2px solid transparent;
        white-space: nowrap;
      }
      a:hover {
        color: var(--ink);
      }
      a[aria-current] {
        border-color: var(--accent);
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  @property() lab: LabId = DEFAULT_LAB;
  /** The address of the page with another lab. */
  @property({ attribute: false }) linkOf!: (lab: LabId) => string;

  override render() {
    return html`<nav aria-label="Labs">
      ${LABS.map(
        ({ id, label }) =>
          html`<a
            href=${this.linkOf(id)}
            aria-current=${id === this.lab ? 'page' : nothing}
            @click=${(event: MouseEvent) => {
              // In a new tab or window it is a link like any other.
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              this.dispatchEvent(new LabChangeEvent(id));
            }}
            >${label}</a
          >`,
      )}
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-lab-links': LabLinks;
  }
}
