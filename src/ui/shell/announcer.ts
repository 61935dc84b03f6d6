import { html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { RunController } from '../run/run-controller.ts';
import type { Run } from '../run/run.ts';
import { baseStyles } from '../theme.ts';
import { describeState } from './announcement.ts';

/** Milliseconds between two announcements while training. */
const INTERVAL = 15_000;

/** Tells screen readers how the run stands: at once when its state changes, else now and then. */
@customElement('nabla-announcer')
export class Announcer extends LitElement {
  static override readonly styles = baseStyles;

  @property({ attribute: false }) run!: Run;

  @query('p') private readonly text!: HTMLElement;

  #state = '';
  #last = -Infinity;

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#consider(),
    );
  }

  override render() {
    return html`<p class="visually-hidden" role="status" aria-live="polite"></p>`;
  }

  #consider(): void {
    if (!this.hasUpdated) return;
    const now = performance.now();
    const { state, running } = this.run;
    if (state === this.#state && !(running && now - this.#last >= INTERVAL)) return;
    this.#state = state;
    this.#last = now;
    this.text.textContent = describeState(this.run);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-announcer': Announcer;
  }
}
