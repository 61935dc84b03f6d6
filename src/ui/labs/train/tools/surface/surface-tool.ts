import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RunDescription } from '../../../../../session/handle.ts';
import { fieldMeaningOf } from '../../../../charts/field-meaning.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { RunController } from '../../../../run/run-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { TURN_STEP, ZOOM_STEP } from './camera-gestures.ts';
import { surfaceToolStyles } from './surface-tool-styles.ts';
import { usualOutput, type OutputChoice } from './surface-values.ts';
import type { SurfaceView } from './surface-view.ts';
import './surface-view.ts';

/** The surface with what chooses its output, shows its points and turns it. */
@customElement('nabla-surface-tool')
export class SurfaceTool extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, surfaceToolStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private showPoints = true;
  /** What was chosen, and for which outputs: another network has others. */
  @state() private chosen: {
    readonly names: string;
    readonly output: OutputChoice;
  } | null = null;

  @query('nabla-surface-view') private readonly view!: SurfaceView;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    const { description } = this.run;
    if (!description?.domain)
      return html`<p class="note">
        There is no plane to draw over: the data has not two inputs.
      </p>`;
    const output = this.#outputOf(description);
    return html`<section aria-label="Surface">
      <div class="controls">
        ${this.#renderOutputs(description, output)}
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.showPoints}
            @change=${(event: Event) => {
              this.showPoints = (event.target as HTMLInputElement).checked;
            }}
          />
          training points, with a stem to the surface
        </label>
        <div class="moves" role="group" aria-label="View">
          ${this.#renderMove('Turn left', '←', () => this.view.turn(TURN_STEP, 0))}
          ${this.#renderMove('Turn right', '→', () => this.view.turn(-TURN_STEP, 0))}
          ${this.#renderMove('Tilt up', '↑', () => this.view.turn(0, -TURN_STEP))}
          ${this.#renderMove('Tilt down', '↓', () => this.view.turn(0, TURN_STEP))}
          ${this.#renderMove('Zoom in', '+', () => this.view.zoom(ZOOM_STEP))}
          ${this.#renderMove('Zoom out', '−', () => this.view.zoom(1 / ZOOM_STEP))}
          <button class="button" @click=${() => this.view.reset()}>Reset view</button>
        </div>
      </div>
      <nabla-surface-view
        .run=${this.run}
        .palette=${this.palette}
        .output=${output}
        .showPoints=${this.showPoints}
        .description=${describe(description)}
      ></nabla-surface-view>
      <p class="note">
        Drag, or use the arrow keys, to turn; + and −, the wheel with Ctrl or two fingers
        zoom.
      </p>
    </section>`;
  }

  #renderOutputs(description: RunDescription, output: OutputChoice) {
    const { classNames } = description;
    const { outputs, probabilities } = fieldMeaningOf(description);
    if (!classNames || outputs < 2) return nothing;
    return html`<div class="field">
      <label for="output">Height</label>
      <select id="output" @change=${this.#onOutput}>
        <option value="likeliest" .selected=${output === 'likeliest'}>
          ${probabilities ? 'probability of the likeliest' : 'greatest output'}
        </option>
        ${classNames.map(
          (name, index) =>
            html`<option value=${index} .selected=${output === index}>
              ${probabilities ? `probability of ${name}` : `output for ${name}`}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #renderMove(name: string, sign: string, act: () => void) {
    return html`<button
      class="button move"
      aria-label=${name}
      title=${name}
      @click=${act}
    >
      ${sign}
    </button>`;
  }

  #outputOf(description: RunDescription): OutputChoice {
    return this.chosen?.names === namesOf(description)
      ? this.chosen.output
      : usualOutput(fieldMeaningOf(description));
  }

  readonly #onOutput = (event: Event): void => {
    const { description } = this.run;
    if (!description) return;
    const { value } = event.target as HTMLSelectElement;
    const output = value === 'likeliest' ? value : Number(value);
    this.chosen = { names: namesOf(description), output };
  };
}

/** What tells the outputs of one network from those of another. */
function namesOf(description: RunDescription): string {
  return [description.plan.outputs, ...(description.classNames ?? [])].join('\n');
}

function describe({ planeNames }: RunDescription): string {
  return `The network’s output as a surface over the plane of ${planeNames?.join(' and ') ?? ''}. Arrow keys turn it, plus and minus zoom, Home resets the view. Its range stands below.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-surface-tool': SurfaceTool;
  }
}
