import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TrainingSpec } from '../../../../core/spec.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import type { Run } from '../../../run/run.ts';
import { loadProblem } from '../../../load-problem.ts';
import { baseStyles } from '../../../theme.ts';
import { describePoints } from './point-words.ts';
import type { PointEditor } from './point-editor.ts';

/** The button that opens the point editor, which is loaded then. */
@customElement('nabla-point-drawer')
export class PointDrawer extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
        min-width: 0;
      }
      .note {
        color: var(--muted);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private loaded = false;
  @state() private problem = '';

  @query('button') private readonly button!: HTMLButtonElement;
  @query('nabla-point-editor') private readonly editor!: PointEditor | null;

  override render() {
    const { data } = this.spec;
    return html`
      ${
        'points' in data
          ? html`<p class="note">Drawn: ${describePoints(data.points, data.task)}</p>`
          : nothing
      }
      <button class="button" aria-haspopup="dialog" @click=${this.#open}>
        Draw points…
      </button>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${
        this.loaded
          ? html`<nabla-point-editor
              .run=${this.run}
              .spec=${this.spec}
              .palette=${this.palette}
              @close=${() => this.button.focus()}
            ></nabla-point-editor>`
          : nothing
      }
    `;
  }

  readonly #open = async (): Promise<void> => {
    try {
      await import('./point-editor.ts');
      this.loaded = true;
      this.problem = '';
      await this.updateComplete;
      await this.editor?.updateComplete;
      this.editor?.show();
    } catch {
      this.problem = `${loadProblem('The editor')} Try once more.`;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-point-drawer': PointDrawer;
  }
}
