import { html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SpeedHandle } from '../../../../speed/handle.ts';
import type { FamilyNetwork, Profile } from '../../../../speed/profile-handle.ts';
import { SizeController } from '../../../charts/size-controller.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { saveText } from '../../../save-file.ts';
import { baseStyles } from '../../../theme.ts';
import { BusyChangeEvent } from '../busy-change.ts';
import { tableStyles } from '../table-styles.ts';
import { panelStyles } from '../panel-styles.ts';
import { profilePanelStyles } from './profile-panel-styles.ts';
import { ProfileRun } from './profile-run.ts';
import { ceilingTable, kernelTable, overheadTable, partsBar } from './profile-tables.ts';
import { describeProfile, describeReach } from './profile-words.ts';
import { describeRoofline, rooflineChart } from './roofline-chart.ts';
import { layOutRoofline } from './roofline-layout.ts';

/** Of the drawing's text, in root ems; and of the drawing, in those of its text. */
const TEXT_SIZE = 0.8125;
const LEAST_WIDTH = 280;
const MOST_WIDTH = 76;
const MOST_HEIGHT = 36;

/** Where the time of a training step goes, and what this adapter could do at best. */
@customElement('nabla-profile-panel')
export class ProfilePanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    tableStyles,
    panelStyles,
    profilePanelStyles,
  ];

  @property({ attribute: false }) handle!: SpeedHandle;
  @property({ attribute: false }) network!: FamilyNetwork;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  /** Whether something else is being measured. */
  @property({ type: Boolean }) busy = false;

  readonly #run = new ProfileRun(() => this.requestUpdate());
  readonly #size = new SizeController(this, () => this.requestUpdate());

  override render() {
    const { profile, news, problem } = this.#run;
    return html`
      <div class="answer" aria-live="polite">
        <h2>
          ${profile ? describeProfile(profile) : 'Where does the time of a training step go?'}
        </h2>
        <p>
          ${profile ? this.#describe(profile) : 'Nothing measured yet. Each kernel of a step on WebGPU is timed by itself, then submission, readback and what this adapter computes and copies at best. It takes about ten seconds.'}
        </p>
      </div>
      <div class="start">
        ${
          news
            ? html`<button
                class="button primary"
                id="cancel"
                @click=${() => this.handle.cancel()}
              >
                Cancel
              </button>`
            : html`<button
                class="button primary"
                id="measure"
                ?disabled=${this.busy}
                @click=${() => void this.measure()}
              >
                ${profile ? 'Measure again' : 'Measure'}
              </button>`
        }
        ${this.#renderProgress()}
        ${
          profile && !news
            ? html`<button class="button" id="save" @click=${() => save(profile)}>
                Save as JSON
              </button>`
            : nothing
        }
      </div>
      ${problem === null ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      ${
        profile
          ? this.#renderProfile(profile)
          : html`<p class="empty">
              Here stand the parts of a step, its kernels, and how far each is from what
              the adapter could do.
            </p>`
      }
    `;
  }

  /** Takes a profile of the present network; public, so that the page's keys can begin it. */
  async measure(): Promise<void> {
    if (this.#run.news || this.busy) return;
    this.dispatchEvent(new BusyChangeEvent(true));
    try {
      await this.#run.take(this.handle, this.network);
    } finally {
      this.dispatchEvent(new BusyChangeEvent(false));
    }
  }

  /** Measures, or ends the measuring. */
  toggle(): void {
    if (this.#run.news) this.handle.cancel();
    else void this.measure();
  }

  #renderProgress() {
    const { news } = this.#run;
    if (!news)
      return this.busy ? html`<span>Something else is being measured.</span>` : nothing;
    const { doing, share } = news;
    // Without a value the bar says that it waits.
    return Number.isNaN(share)
      ? html`<progress aria-label="Progress"></progress
          ><span class="doing">${doing}</span>`
      : html`<progress max="1" .value=${share} aria-label="Progress"></progress>
          <span class="doing">${Math.round(100 * share)} %, ${doing}</span>`;
  }

  #describe(profile: Profile): string {
    const { adapter, software, network } = profile;
    const where = `Measured on ${adapter}${software ? ', which is software' : ''}.`;
    const isOther = JSON.stringify(network) !== JSON.stringify(this.network);
    const other = isOther ? ' The network has been changed since.' : '';
    return `${describeReach(profile)} ${where}${other}`;
  }

  #renderProfile(profile: Profile) {
    const { notes, executors, choice } = profile;
    const hasFused = executors.some(({ kind }) => kind === 'fused');
    return html`
      ${
        notes.length > 0
          ? html`<ul class="notes">
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
          : nothing
      }
      <section aria-labelledby="parts">
        <h3 id="parts">Where a step’s time goes</h3>
        ${
          hasFused
            ? html`<p>
                The engine takes this network in one dispatch, the fused executor, whose
                time is one number. ${choice} Below is the same step kernel by kernel, on
                the tiled executor.
              </p>`
            : nothing
        }
        ${partsBar(profile, this.palette)}
      </section>
      <section aria-labelledby="kernels">
        <h3 id="kernels">Its kernels</h3>
        ${kernelTable(profile)}
      </section>
      <section aria-labelledby="roofline">
        <h3 id="roofline">How far each is from what the adapter can do</h3>
        ${this.#renderRoofline(profile)}
      </section>
      <section>
        <div class="pair">
          <div>
            <h3>Around the kernels</h3>
            ${overheadTable(profile)}
          </div>
          <div>
            <h3>Ceilings of this adapter</h3>
            ${ceilingTable(profile)}
          </div>
        </div>
      </section>
    `;
  }

  #renderRoofline(profile: Profile) {
    const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const font = TEXT_SIZE * root;
    const width = Math.min(MOST_WIDTH * font, Math.max(LEAST_WIDTH, this.#size.width));
    const height = Math.round(
      Math.min(MOST_HEIGHT * font, Math.max(0.6 * width, 22 * font)),
    );
    const roofline = layOutRoofline(profile.rows, profile.ceilings, {
      width,
      height,
      font,
    });
    const { without } = roofline;
    return html`<svg
        role="img"
        aria-label=${describeRoofline(profile, roofline)}
        width=${width}
        height=${height}
        font-size=${font}
      >
        ${svg`${rooflineChart(roofline, font, this.palette)}`}
      </svg>
      <p>
        A kernel left of the bend is bound by what it must move, right of it by what it
        must compute; how far it lies below the roof is what it leaves unused. The areas
        are shares of the
        time.${
          without.length > 0
            ? ` Without known arithmetic, and so not in the drawing: ${without.join(', ')}.`
            : ''
        }
      </p>`;
  }
}

function save(profile: Profile): void {
  const text = `${JSON.stringify(profile, null, 2)}\n`;
  saveText(text, 'nabla-profile.json', 'application/json');
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-profile-panel': ProfilePanel;
  }
}
