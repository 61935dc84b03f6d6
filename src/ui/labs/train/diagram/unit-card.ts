import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fieldStyles } from '../../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../../controls/number-field.ts';
import { formatLoss } from '../../../format.ts';
import type { Run } from '../../../run/run.ts';
import { baseStyles } from '../../../theme.ts';
import type { DiagramNews } from './diagram-feed.ts';
import type { UnitPlace } from '../../../charts/unit-map.ts';
import { unitName } from './unit-name.ts';
import { isInPlan, shortestFloat32, unitFormula, weightsOf } from './unit-weights.ts';
import '../../../controls/number-field.ts';

const WEIGHT = { minimum: -3.4e38, maximum: 3.4e38 } as const;

/** The weights of one unit, to be read and edited at full precision while the network trains. */
@customElement('nabla-unit-card')
export class UnitCard extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: block;
        padding: 0.75rem 0.9rem 0.9rem;
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: 0 0 0 1px var(--hairline);
      }
      header {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 1rem;
      }
      h3 {
        font-size: var(--text);
        font-weight: 600;
      }
      .close {
        padding: 0 0.6rem;
        height: 1.6rem;
      }
      .formula {
        margin: 0.2rem 0 0.6rem;
        color: var(--muted);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
      .weights {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
        gap: 0.5rem;
        align-items: start;
      }
      .gradient {
        margin-top: 0.15rem;
        color: var(--muted);
        font-size: var(--text-small);
        text-align: right;
      }
      .note {
        margin-top: 0.5rem;
        color: var(--muted);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) place!: UnitPlace;
  /** The moment that is shown. */
  @property({ attribute: false }) news: DiagramNews | null = null;
  /** The unit before whose weight gets the focus, when it changes. */
  @property({ attribute: false }) from: number | null = null;

  @state() private problem: string | null = null;
  /** While somebody types, the numbers stand still. */
  #held: DiagramNews | null = null;

  override render() {
    const news = this.#held ?? this.news;
    const { layer, unit } = this.place;
    if (!news || !isInPlan(news.description.plan, layer, unit)) return nothing;
    const { description, parameters, slope } = news;
    const { weights, unlisted } = weightsOf(description, layer, unit);
    return html`<section
      aria-labelledby="title"
      @focusin=${this.#hold}
      @focusout=${this.#release}
    >
      <header>
        <h3 id="title">${unitName(description, this.place)}</h3>
        <button class="button close" @click=${this.#close}>Close</button>
      </header>
      <p class="formula">${unitFormula(description, parameters, layer, unit)}</p>
      <div class="weights">
        ${weights.map(
          ({ label, parameter, from }) =>
            html`<div>
              <nabla-number-field
                data-from=${from ?? nothing}
                .label=${label}
                .value=${shortestFloat32(parameters[parameter])}
                .range=${WEIGHT}
                @number-change=${(event: NumberChangeEvent) =>
                  this.#write(parameter, event.value)}
              ></nabla-number-field>
              ${
                slope
                  ? html`<p class="gradient">
                      ∂L ${formatLoss(slope.gradients[parameter])}
                    </p>`
                  : nothing
              }
            </div>`,
        )}
      </div>
      ${
        unlisted > 0
          ? html`<p class="note">and ${unlisted} further weights that are not listed</p>`
          : nothing
      }
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
    </section>`;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if ((changed.has('from') || changed.has('place')) && this.from !== null)
      this.renderRoot
        .querySelector<HTMLElement>(`[data-from='${this.from}']`)
        ?.shadowRoot?.querySelector('input')
        ?.focus();
  }

  readonly #hold = (event: FocusEvent): void => {
    if ((event.target as Element).localName === 'nabla-number-field')
      this.#held ??= this.news;
  };

  readonly #release = (): void => {
    this.#held = null;
    this.requestUpdate();
  };

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'));
  };

  /** Only this one is changed: the others may have moved on since they were shown. */
  #write(parameter: number, value: number): void {
    const { session, running } = this.run;
    const write = async () => {
      // A step between reading and writing would be undone.
      if (running) await session.pause();
      const parameters = await session.readParameters();
      parameters[parameter] = value;
      await session.writeParameters(parameters);
      if (running) await session.play();
    };
    write().then(
      () => {
        this.problem = null;
        this.#held = null;
      },
      (error: unknown) => {
        this.problem = error instanceof Error ? error.message : String(error);
      },
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-unit-card': UnitCard;
  }
}
