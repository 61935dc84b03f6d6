import { html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { NumericArray } from '../../../../../core/arrays.ts';
import { drawStrokes } from '../../../../../data/digits/draw-strokes.ts';
import { predictedClasses } from '../../../../charts/confusion.ts';
import { fieldMeaningOf } from '../../../../charts/field-meaning.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { formatShare, formatSigned } from '../../../../format.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { RefreshController } from '../../../../run/refresh-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { drawDigitStyles } from './draw-digit-styles.ts';
import { Drawing } from './drawing.ts';
import type { DrawEvent, DrawingPad } from './drawing-pad.ts';
import { SettledText } from './settled-text.ts';
import '../../../../charts/pixel-image.ts';
import './class-bars.ts';
import './drawing-pad.ts';

/** Milliseconds between two answers. */
const INTERVAL = 50;
/** A drawing smaller than this share of the pad is a dot and not made larger. */
const LEAST = 0.1;

/** Draws a digit and shows live what the network that is being trained takes it for. */
@customElement('nabla-draw-digit')
export class DrawDigit extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, drawDigitStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private erasing = false;
  /** What the network sees; null: blank paper. */
  @state() private image: Float32Array | null = null;
  /** What it answers, [classes], or null. */
  @state() private outputs: NumericArray | null = null;

  @query('nabla-drawing-pad') private readonly pad!: DrawingPad;
  @query('#said') private readonly said!: HTMLElement;

  readonly #drawing = new Drawing();
  readonly #refresh = new RefreshController(
    this,
    () => this.run,
    INTERVAL,
    () => this.#classify(),
  );
  readonly #announcement = new SettledText((text) => {
    this.said.textContent = text;
  });
  /** What was said last of the answer, and whether the drawing has changed since. */
  #told = { answer: -1, stale: true };
  #place = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcement.stop();
  }

  override render() {
    const { image } = this;
    return html`<section aria-label="Draw a digit">
      <div class="paper">
        <nabla-drawing-pad
          .drawing=${this.#drawing}
          .palette=${this.palette}
          .erasing=${this.erasing}
          @draw=${this.#onDraw}
        ></nabla-drawing-pad>
        <div class="buttons">
          <button
            class="button"
            ?disabled=${!this.#drawing.canUndo}
            @click=${() => this.#change(() => this.#drawing.undo())}
          >
            Undo
          </button>
          <button
            class="button"
            ?disabled=${this.#drawing.isBlank}
            @click=${() => this.#change(() => this.#drawing.clear())}
          >
            Clear
          </button>
          <label class="check">
            <input
              type="checkbox"
              .checked=${this.erasing}
              @change=${(event: Event) => {
                this.erasing = (event.target as HTMLInputElement).checked;
              }}
            />
            erase
          </label>
        </div>
        <p class="note">
          Draw with mouse, pen or finger. By keyboard: arrows move, Space paints, Shift
          with an arrow paints along, Delete erases.
        </p>
      </div>
      <figure>
        <nabla-pixel-image
          .values=${image ?? new Float32Array(0)}
          .palette=${this.palette}
          .label=${image ? 'The drawing as the network sees it' : 'No image yet'}
        ></nabla-pixel-image>
        <figcaption class="note">
          What the network sees: 28 × 28 pixels, sized and centred as the digits that it
          learns from.
        </figcaption>
      </figure>
      ${this.#renderAnswer()}
      <p id="said" class="visually-hidden" role="status" aria-live="polite"></p>
    </section>`;
  }

  #renderAnswer() {
    const { description } = this.run;
    const names = description?.classNames ?? [];
    const { outputs } = this;
    const probabilities =
      description !== null && fieldMeaningOf(description).probabilities;
    const answer = outputs ? this.#answerOf(outputs) : -1;
    return html`<div class="answer">
      <p class="label">The network takes it for</p>
      <p class="digit">${names[answer] ?? '–'}</p>
      <p class="certainty">
        ${
          outputs
            ? probabilities
              ? formatShare(outputs[answer])
              : `output ${formatSigned(outputs[answer])}`
            : 'Nothing is drawn yet.'
        }
      </p>
      <nabla-class-bars
        .names=${names}
        .values=${outputs ?? new Float32Array(0)}
        .probabilities=${probabilities}
        .answer=${answer}
      ></nabla-class-bars>
    </div>`;
  }

  #answerOf(outputs: NumericArray): number {
    const { description } = this.run;
    if (!description) return -1;
    const { probabilities } = fieldMeaningOf(description);
    return predictedClasses(outputs, outputs.length, probabilities)[0];
  }

  readonly #onDraw = (event: DrawEvent): void => {
    this.#place = event.place;
    if (event.changed) this.#onChange();
    else this.#announcement.set(event.place);
  };

  #change(change: () => void): void {
    change();
    this.#place = '';
    this.pad.redraw();
    this.#onChange();
  }

  #onChange(): void {
    this.#told.stale = true;
    if (this.#drawing.isBlank) {
      this.image = this.outputs = null;
      this.#announcement.set('The pad is blank.');
    } else this.image = drawStrokes(this.#drawing.strokes, LEAST);
    this.requestUpdate();
    this.#refresh.request();
  }

  #classify(): Promise<void> | null {
    const { image } = this;
    const { description, session } = this.run;
    if (!image || !description) return null;
    return session.predict(image).then((outputs) => {
      // The network or the drawing may be another by now.
      if (this.run.description !== description || !this.image) return;
      this.outputs = outputs;
      this.#announce(outputs);
    });
  }

  /** Says a new answer: after a change of the drawing, or where training has changed its mind. */
  #announce(outputs: NumericArray): void {
    const answer = this.#answerOf(outputs);
    if (answer === this.#told.answer && !this.#told.stale) return;
    this.#told = { answer, stale: false };
    const name = this.run.description?.classNames?.[answer] ?? '';
    this.#announcement.set(`${this.#place} The network takes it for ${name}.`.trim());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-draw-digit': DrawDigit;
  }
}
