import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SpeedHandle, SurveyedEngine } from '../../../speed/handle.ts';
import type { SpeedResult } from '../../../speed/results/speed-result.ts';
import { DEFAULT_RACE, type RaceOptions } from '../../../state/race-options.ts';
import {
  DEFAULT_SPEED,
  type SpeedOptions,
  type SpeedPart,
} from '../../../state/speed-options.ts';
import { PALETTES, type Palette } from '../../palette.ts';
import { baseStyles } from '../../theme.ts';
import type { BusyChangeEvent } from './busy-change.ts';
import type { CurvePanel, ResultChangeEvent } from './curve/curve-panel.ts';
import type { ProfilePanel } from './profile/profile-panel.ts';
import type { RacePanel } from './race/race-panel.ts';
import { SpeedChangeEvent } from './speed-change.ts';
import './curve/curve-panel.ts';
import './profile/profile-panel.ts';
import './race/race-panel.ts';

/** What the lab measures with. */
export interface SpeedServices {
  createSpeed(): SpeedHandle;
  /** The last measurement, which is kept while another lab is looked at. */
  kept: SpeedResult | null;
}

const PARTS: readonly { readonly id: SpeedPart; readonly label: string }[] = [
  { id: 'curve', label: 'CPU against GPU' },
  { id: 'time', label: 'Where the time goes' },
  { id: 'race', label: 'The race' },
];

/** How fast gradients are on this machine, on every engine that its browser has. */
@customElement('nabla-speed-lab')
export class SpeedLab extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
        max-width: 92rem;
      }
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.1rem;
        border-bottom: 1px solid var(--hairline);
      }
      [role='tab'] {
        font: inherit;
        color: var(--muted);
        background: none;
        border: 0;
        border-bottom: 2px solid transparent;
        margin-bottom: -1px;
        padding: 0.4rem 0;
        cursor: pointer;
      }
      [role='tab']:hover {
        color: var(--ink);
      }
      [role='tab'][aria-selected='true'] {
        color: var(--ink);
        border-color: var(--accent);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) options: SpeedOptions = DEFAULT_SPEED;
  @property({ attribute: false }) race: RaceOptions = DEFAULT_RACE;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property({ attribute: false }) services!: SpeedServices;

  @state() private surveyed: readonly SurveyedEngine[] | null = null;
  /** The part that is being measured. */
  @state() private measuring: SpeedPart | null = null;

  @query('nabla-curve-panel') private readonly curvePanel!: CurvePanel | null;
  @query('nabla-profile-panel') private readonly profilePanel!: ProfilePanel | null;
  @query('nabla-race-panel') private readonly racePanel!: RacePanel | null;

  #handle: SpeedHandle | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const handle = this.services.createSpeed();
    this.#handle = handle;
    void this.#survey(handle);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Leaving the lab ends what is measured; nothing computes in the background.
    this.#handle?.dispose();
    this.#handle = null;
    this.measuring = null;
  }

  override render() {
    const handle = this.#handle;
    if (!handle) return nothing;
    const { part } = this.options;
    return html`<div
        role="tablist"
        aria-label="Parts of the speed lab"
        @keydown=${this.#onKey}
      >
        ${PARTS.map(
          ({ id, label }) =>
            html`<button
              role="tab"
              id=${`tab-${id}`}
              aria-selected=${id === part}
              aria-controls="part"
              tabindex=${id === part ? 0 : -1}
              @click=${() => this.#show(id)}
            >
              ${label}
            </button>`,
        )}
      </div>
      <div
        id="part"
        role="tabpanel"
        aria-labelledby=${`tab-${part}`}
        @busy-change=${this.#onBusy}
      >
        <nabla-curve-panel
          ?hidden=${part !== 'curve'}
          .handle=${handle}
          .options=${this.options}
          .surveyed=${this.surveyed}
          .palette=${this.palette}
          .busy=${this.#isBusyElsewhere('curve')}
          .kept=${this.services.kept}
          @result-change=${({ result }: ResultChangeEvent) => (this.services.kept = result)}
        ></nabla-curve-panel>
        <nabla-profile-panel
          ?hidden=${part !== 'time'}
          .handle=${handle}
          .network=${this.options.question.base}
          .palette=${this.palette}
          .busy=${this.#isBusyElsewhere('time')}
        ></nabla-profile-panel>
        <nabla-race-panel
          ?hidden=${part !== 'race'}
          .handle=${handle}
          .race=${this.race}
          .surveyed=${this.surveyed ?? []}
          .palette=${this.palette}
          .busy=${this.#isBusyElsewhere('race')}
        ></nabla-race-panel>
      </div>`;
  }

  /** For the page's keys: begins the measurement that is shown, or ends it. */
  toggle(): void {
    const panels = {
      curve: this.curvePanel,
      time: this.profilePanel,
      race: this.racePanel,
    };
    panels[this.options.part]?.toggle();
  }

  /** What this browser has; asked again after a measurement that was begun before it was known. */
  async #survey(handle: SpeedHandle): Promise<void> {
    try {
      const surveyed = await handle.survey();
      if (this.#handle === handle && surveyed.length > 0) this.surveyed = surveyed;
    } catch {
      // The worker could not be loaded, which the first measurement says.
    }
  }

  readonly #onBusy = ({ busy }: BusyChangeEvent): void => {
    this.measuring = busy ? this.options.part : null;
    if (!busy && this.surveyed === null && this.#handle) void this.#survey(this.#handle);
  };

  #isBusyElsewhere(part: SpeedPart): boolean {
    return this.measuring !== null && this.measuring !== part;
  }

  #show(part: SpeedPart): void {
    this.dispatchEvent(new SpeedChangeEvent({ ...this.options, part }));
  }

  readonly #onKey = ({ key }: KeyboardEvent): void => {
    const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const at = PARTS.findIndex(({ id }) => id === this.options.part);
    const { id } = PARTS[(at + by + PARTS.length) % PARTS.length];
    this.#show(id);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`#tab-${id}`)?.focus(),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-speed-lab': SpeedLab;
  }
}
