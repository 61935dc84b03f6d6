import { coarseIndex } from '../../../core/phase-diagram.ts';
import type {
  PhaseHandle,
  PhaseNews,
  PhaseQuestion,
} from '../../../session/phase-handle.ts';

/** A diagram and how far it has come; it outlives the drawing of it. */
export class PhaseDrawing {
  question: PhaseQuestion | null = null;
  /** [rows · columns]; NaN where not computed. */
  values = new Float32Array(0);
  drawing = false;
  /** Pixels done, with a share of those under way. */
  done = 0;
  /** How long the last whole drawing took, in milliseconds; NaN before. */
  milliseconds = NaN;
  adapter = '';
  notice: string | null = null;
  problem: string | null = null;

  readonly #createPhases: () => PhaseHandle;
  readonly #onChange: () => void;
  #handle: PhaseHandle | null = null;
  #generation = 0;

  constructor(createPhases: () => PhaseHandle, onChange: () => void) {
    this.#createPhases = createPhases;
    this.#onChange = onChange;
  }

  get total(): number {
    return this.values.length;
  }

  get complete(): boolean {
    return this.total > 0 && !this.values.some(Number.isNaN);
  }

  /** Whether what is there is a drawing of this. */
  isOf(question: PhaseQuestion): boolean {
    // A file may be large, and is the same object as long as it is the same file.
    const { csv, ...rest } = question;
    const { csv: own, ...ownRest } = this.question ?? {};
    return csv === own && JSON.stringify(rest) === JSON.stringify(ownRest);
  }

  /** Draws anew, or what is missing where the question is the one of before. */
  async draw(question: PhaseQuestion): Promise<void> {
    const generation = ++this.#generation;
    const goesOn = this.isOf(question);
    if (!goesOn) {
      this.question = question;
      this.values = new Float32Array(question.columns * question.rows).fill(NaN);
      this.done = 0;
      this.milliseconds = NaN;
    }
    this.problem = null;
    this.notice = null;
    this.drawing = true;
    this.#onChange();
    const known = Uint32Array.from(
      [...this.values.keys()].filter((pixel) => !Number.isNaN(this.values[pixel])),
    );
    this.#handle ??= this.#createPhases();
    try {
      const summary = await this.#handle.draw(
        question,
        (news) => {
          if (generation === this.#generation) this.#take(news);
        },
        known,
      );
      if (generation === this.#generation && summary.complete && known.length === 0)
        this.milliseconds = summary.milliseconds;
    } catch (error) {
      if (generation === this.#generation)
        this.problem = error instanceof Error ? error.message : String(error);
    }
    if (generation !== this.#generation) return;
    this.drawing = false;
    // Of those that were under way nothing is left.
    this.done = this.values.reduce(
      (sum, value) => sum + (Number.isNaN(value) ? 0 : 1),
      0,
    );
    this.#onChange();
  }

  /** Leaves the picture as it is so far. */
  cancel(): void {
    this.#handle?.cancel();
  }

  dispose(): void {
    this.#generation++;
    this.#handle?.dispose();
    this.#handle = null;
  }

  /** What is drawn at a pixel: its own value, or that of a coarser one; NaN: nothing yet. */
  readonly valueAt = (pixel: number): number => {
    const { question, values } = this;
    if (!question || !Number.isNaN(values[pixel])) return values[pixel];
    const at = coarseIndex(
      pixel,
      question.columns,
      (index) => !Number.isNaN(values[index]),
    );
    return at === null ? NaN : values[at];
  };

  #take({ done, tile, notice, adapter }: PhaseNews): void {
    this.done = done;
    this.adapter = adapter;
    this.notice = notice ?? this.notice;
    tile?.pixels.forEach((pixel, at) => (this.values[pixel] = tile.values[at]));
    this.#onChange();
  }
}
