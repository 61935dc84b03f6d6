import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatDetermination, formatLoss, formatShare } from '../../format.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import { FrameController } from '../../charts/frame-controller.ts';
import { baseStyles } from '../../theme.ts';

const FIGURES = [
  { id: 'train-loss', label: 'Train loss' },
  { id: 'test-loss', label: 'Test loss' },
  { id: 'train-accuracy', label: 'Train accuracy' },
  { id: 'test-accuracy', label: 'Test accuracy' },
  { id: 'train-determination', label: 'Train R²' },
  { id: 'test-determination', label: 'Test R²' },
] as const;

/** What R² means, for those who rest on it. */
const R2_TITLE =
  'Coefficient of determination: 1 is a perfect fit, 0 is no better than always answering the mean.';

/** Loss of both parts, and accuracy or in regression the coefficient of determination, big, written past the render cycle. */
@customElement('nabla-result-figures')
export class ResultFigures extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        container-type: inline-size;
      }
      dl {
        display: grid;
        gap: 0.75rem 1rem;
        margin: 0;
      }
      @container (min-width: 14rem) {
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @container (min-width: 27rem) {
        dl {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      dt {
        color: var(--muted);
        font-size: var(--text-small);
      }
      dd {
        margin: 0;
        font-size: var(--text-large);
        line-height: 1.2;
        letter-spacing: -0.01em;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;

  readonly #frame = new FrameController(this, () => this.#write());

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#frame.request(),
    );
  }

  override render() {
    const regression = this.run.description?.task === 'regression';
    return html`<dl>
      ${FIGURES.map(
        ({ id, label }) =>
          html`<div ?hidden=${id.endsWith(regression ? 'accuracy' : 'determination')}>
            <dt title=${id.endsWith('determination') ? R2_TITLE : nothing}>${label}</dt>
            <dd id=${id}>–</dd>
          </div>`,
      )}
    </dl>`;
  }

  override updated(): void {
    this.#write();
  }

  #write(): void {
    // A run that has stopped was last evaluated some steps before, at far better values.
    const evaluation = this.run.state === 'stopped' ? null : this.run.evaluation;
    const values = {
      'train-loss': formatLoss(evaluation?.train.loss ?? NaN),
      'test-loss': formatLoss(evaluation?.test.loss ?? NaN),
      'train-accuracy': formatShare(evaluation?.train.accuracy ?? NaN),
      'test-accuracy': formatShare(evaluation?.test.accuracy ?? NaN),
      'train-determination': formatDetermination(evaluation?.train.determination),
      'test-determination': formatDetermination(evaluation?.test.determination),
    };
    for (const { id } of FIGURES) {
      const element = this.renderRoot.querySelector(`#${id}`);
      if (element && element.textContent !== values[id]) element.textContent = values[id];
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-result-figures': ResultFigures;
  }
}
