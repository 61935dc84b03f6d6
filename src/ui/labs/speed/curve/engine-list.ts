import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SPEED_ENGINES, type SpeedDevice } from '../../../../core/speed-question.ts';
import type { SurveyedEngine } from '../../../../speed/handle.ts';
import type { SpeedResult } from '../../../../speed/results/speed-result.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { formatTime } from '../../../format.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { baseStyles } from '../../../theme.ts';
import { engineGroupStyles } from '../panel-styles.ts';
import { engineColour } from './engine-colours.ts';

/** Other engines are to be measured. */
export class EnginesChangeEvent extends Event {
  static readonly type = 'engines-change';
  constructor(readonly engines: readonly string[]) {
    super(EnginesChangeEvent.type, { bubbles: true, composed: true });
  }
}

const GROUPS: readonly { device: SpeedDevice; title: string }[] = [
  { device: 'gpu', title: 'On the GPU' },
  { device: 'cpu', title: 'On the CPU' },
  { device: 'reference', title: 'Without backpropagation' },
  { device: 'control', title: 'Controls of the instrument' },
];

/** Every engine that can be measured: whether it is wanted, what speaks against it, what became of it. */
@customElement('nabla-engine-list')
export class EngineList extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    engineGroupStyles,
    css`
      .groups {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
        gap: 1rem 2rem;
        align-items: start;
      }
      li {
        padding: 0.15rem 0;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .check {
        font-size: var(--text);
      }
      .check i {
        width: 0.7rem;
        height: 0.7rem;
        border-radius: 50%;
        flex: none;
      }
      .check i.square {
        border-radius: 1px;
      }
      .missing {
        color: var(--muted);
      }
      .note {
        margin-left: 1.4rem;
        color: var(--muted);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
      .refused {
        color: var(--danger);
      }
    `,
  ];

  /** Null until it is known. */
  @property({ attribute: false }) surveyed: readonly SurveyedEngine[] | null = null;
  @property({ attribute: false }) chosen: readonly string[] = [];
  @property({ attribute: false }) result: SpeedResult | null = null;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property({ type: Boolean }) disabled = false;

  override render() {
    return html`<div class="groups">
      ${GROUPS.map(
        ({ device, title }) =>
          html`<fieldset>
            <legend>${title}</legend>
            <ul>
              ${SPEED_ENGINES.filter((engine) => engine.device === device).map((engine) => this.#row(engine))}
            </ul>
          </fieldset>`,
      )}
    </div>`;
  }

  #row({ id, label, device }: (typeof SPEED_ENGINES)[number]) {
    const known = this.surveyed?.find((engine) => engine.id === id);
    const obstacle = known?.obstacle ?? null;
    const isChosen = this.chosen.includes(id);
    return html`<li>
      <label class="check ${obstacle === null ? '' : 'missing'}">
        <input
          type="checkbox"
          name=${id}
          .checked=${isChosen}
          ?disabled=${this.disabled || (obstacle !== null && !isChosen)}
          @change=${(event: Event) => this.#choose(id, event.target as HTMLInputElement)}
        />
        <i
          class=${device === 'gpu' ? '' : 'square'}
          style=${`background:${engineColour(id, this.palette)}`}
        ></i>
        ${label}
      </label>
      ${obstacle === null ? nothing : html`<p class="note">${obstacle}</p>`}
      ${this.#outcome(id)}
    </li>`;
  }

  /** What became of it in the measurement that is shown. */
  #outcome(id: string) {
    const { result } = this;
    if (!result?.question.engines.includes(id)) return nothing;
    const engine = result.engines.find((entry) => entry.id === id);
    if (engine?.failed !== undefined)
      return html`<p class="note refused">Could not start: ${engine.failed}</p>`;
    const entries = result.points.flatMap(({ value, entries: all }) =>
      all.filter((entry) => entry.engine === id).map((entry) => ({ ...entry, value })),
    );
    const errors = entries.flatMap(({ parity }) =>
      parity === undefined ? [] : [parity],
    );
    const firstUse = entries.find(
      (entry) => typeof entry.firstUse === 'number',
    )?.firstUse;
    const reasons = new Map<string, number[]>();
    for (const { refused, value } of entries)
      if (refused !== undefined)
        reasons.set(refused, [...(reasons.get(refused) ?? []), value]);
    return html`
      ${
        errors.length > 0
          ? html`<p class="note">
              ${engine?.adapter}. Largest gradient error
              ${Math.max(...errors).toExponential(1)}; loaded in
              ${formatTime(engine?.startTime ?? NaN)}${
                typeof firstUse === 'number'
                  ? `, first use ${formatTime(firstUse)}`
                  : nothing
              }.
            </p>`
          : nothing
      }
      ${[...reasons].map(
        ([reason, values]) =>
          html`<p class="note refused">At ${values.join(', ')}: ${reason}</p>`,
      )}
    `;
  }

  #choose(id: string, { checked }: HTMLInputElement): void {
    const chosen = SPEED_ENGINES.map((engine): string => engine.id).filter((engine) =>
      engine === id ? checked : this.chosen.includes(engine),
    );
    this.dispatchEvent(new EnginesChangeEvent(chosen));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-engine-list': EngineList;
  }
}
