import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SPEED_ENGINES } from '../../../../core/speed-question.ts';
import type { SurveyedEngine } from '../../../../speed/handle.ts';
import { RACE_BOUNDS } from '../../../../state/race-options.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { baseStyles } from '../../../theme.ts';
import { engineGroupStyles } from '../panel-styles.ts';
import { engineColour } from '../curve/engine-colours.ts';

/** Other engines are to race; they may be too few. */
export class RunnersChangeEvent extends Event {
  static readonly type = 'runners-change';
  constructor(readonly engines: readonly string[]) {
    super(RunnersChangeEvent.type);
  }
}

/** Which engines race: two or three of all that there are. */
@customElement('nabla-race-engines')
export class RaceEngines extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    engineGroupStyles,
    css`
      .list {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
        gap: 0.1rem 1.5rem;
      }
      i {
        width: 0.65rem;
        height: 0.65rem;
        border-radius: 50%;
        flex: none;
      }
      .disabled {
        color: var(--muted);
        cursor: default;
      }
      .note {
        padding-left: 1.4rem;
        color: var(--muted);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) surveyed: readonly SurveyedEngine[] = [];
  @property({ attribute: false }) chosen: readonly string[] = [];
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property({ type: Boolean }) disabled = false;

  override render() {
    const isFull = this.chosen.length >= RACE_BOUNDS.engines.maximum;
    return html`<fieldset>
      <legend>
        Engines, two or three${isFull ? '; take one out to choose another' : ''}
      </legend>
      <div class="list">${SPEED_ENGINES.map((engine) => this.#row(engine))}</div>
    </fieldset>`;
  }

  #row({ id, label }: (typeof SPEED_ENGINES)[number]) {
    const isChosen = this.chosen.includes(id);
    const obstacle = this.surveyed.find((engine) => engine.id === id)?.obstacle ?? null;
    const isFull = this.chosen.length >= RACE_BOUNDS.engines.maximum;
    const disabled = this.disabled || (!isChosen && (obstacle !== null || isFull));
    return html`<div>
      <label class="check ${disabled && !isChosen ? 'disabled' : ''}">
        <input
          type="checkbox"
          name=${id}
          .checked=${isChosen}
          ?disabled=${disabled}
          @change=${(event: Event) => this.#choose(id, event.target as HTMLInputElement)}
        />
        <i aria-hidden="true" style=${`background:${engineColour(id, this.palette)}`}></i>
        ${label}
      </label>
      ${obstacle === null ? nothing : html`<p class="note">${obstacle}</p>`}
    </div>`;
  }

  #choose(id: string, { checked }: HTMLInputElement): void {
    const chosen = SPEED_ENGINES.map((engine): string => engine.id).filter((engine) =>
      engine === id ? checked : this.chosen.includes(engine),
    );
    this.dispatchEvent(new RunnersChangeEvent(chosen));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-race-engines': RaceEngines;
  }
}
