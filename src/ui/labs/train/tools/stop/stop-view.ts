import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  STOP_BOUNDS,
  type StopConditions,
  type StopKind,
} from '../../../../../state/stop-conditions.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../../../controls/number-field.ts';
import { RunController } from '../../../../run/run-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { StopChangeEvent } from './stop-change.ts';
import '../../../../controls/number-field.ts';

interface Line {
  readonly kind: StopKind;
  /** Before the number. */
  readonly label: string;
  /** After it. */
  readonly unit: string;
  /** What the field offers at first. */
  readonly usual: number;
  /** What one in the field stands for: 0.01 for percent. */
  readonly scale: number;
  readonly sign?: string;
  /** Whether it can be met where nothing is kept for testing, and in regression. */
  readonly needsTest?: boolean;
  readonly needsClasses?: boolean;
}

const LINES: readonly Line[] = [
  { kind: 'steps', label: 'after', unit: 'steps', usual: 1000, scale: 1 },
  { kind: 'epochs', label: 'after', unit: 'epochs', usual: 20, scale: 1 },
  {
    kind: 'trainLoss',
    label: 'when the training loss is below',
    unit: '',
    usual: 0.01,
    scale: 1,
  },
  {
    kind: 'testLoss',
    label: 'when the test loss is below',
    unit: '',
    usual: 0.05,
    scale: 1,
    needsTest: true,
  },
  {
    kind: 'accuracy',
    label: 'when the test accuracy is at least',
    unit: '',
    usual: 95,
    scale: 0.01,
    sign: '%',
    needsTest: true,
    needsClasses: true,
  },
  {
    kind: 'patience',
    label: 'when the test loss has found no new minimum in',
    unit: 'evaluations',
    usual: 20,
    scale: 1,
    needsTest: true,
  },
];

/** What is to end a run by itself: a line for each condition. */
@customElement('nabla-stop-view')
export class StopView extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 0.9rem;
        max-width: 44rem;
      }
      fieldset {
        display: grid;
        gap: 0.35rem;
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      legend {
        padding: 0 0 0.5rem;
        font-weight: 600;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.6rem;
        min-height: var(--field-height);
      }
      .check {
        font-size: var(--text);
      }
      nabla-number-field {
        width: 6.5rem;
      }
      .note {
        color: var(--muted);
        font-size: var(--text-small);
      }
      p.note {
        max-width: 60ch;
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;

  /** Numbers of conditions that are not in force, as they were typed. */
  @state() private typed: StopConditions = {};

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    return html`
      <fieldset>
        <legend>Pause the run by itself</legend>
        ${LINES.map((line) => this.#renderLine(line))}
      </fieldset>
      <p class="note">
        The number of steps is kept exactly. Losses and accuracy are looked at whenever
        the run is evaluated: often at first, later twice a second. A condition that was
        met is done for its run: press play to go on.
      </p>
    `;
  }

  #renderLine(line: Line) {
    const { kind, label, unit, scale, sign = '' } = line;
    const current = this.run.stopConditions[kind];
    const value = current ?? this.#offered(line);
    const { minimum, maximum, ...bounds } = STOP_BOUNDS[kind];
    const range = {
      ...bounds,
      minimum: minimum / scale,
      maximum: maximum / scale,
      scale: 'log' as const,
    };
    const never = this.#whyNever(line);
    return html`<div class="line">
      <label class="check">
        <input
          type="checkbox"
          .checked=${current !== undefined}
          @change=${(event: Event) =>
            this.#set(
              kind,
              (event.target as HTMLInputElement).checked ? value : undefined,
            )}
        />
        ${label}
      </label>
      <nabla-number-field
        quiet
        label=${`${label}, ${unit || sign || 'value'}`}
        .value=${Number((value / scale).toPrecision(12))}
        .range=${range}
        .unit=${sign}
        @number-change=${(event: NumberChangeEvent) =>
          this.#set(kind, Number((event.value * scale).toPrecision(12)))}
      ></nabla-number-field>
      ${unit ? html`<span>${unit}</span>` : nothing}
      ${never ? html`<span class="note">${never}</span>` : nothing}
    </div>`;
  }

  #offered({ kind, usual, scale }: Line): number {
    return this.typed[kind] ?? usual * scale;
  }

  #whyNever({ needsTest, needsClasses }: Line): string | null {
    const { description } = this.run;
    if (!description) return null;
    if (needsClasses && description.task === 'regression')
      return 'These data have no classes.';
    return needsTest && description.testCount === 0
      ? 'Nothing is kept for testing.'
      : null;
  }

  /** Puts a condition in force, or undefined: takes it out of force. */
  #set(kind: StopKind, value: number | undefined): void {
    const { [kind]: before, ...others } = this.run.stopConditions;
    this.typed = { ...this.typed, [kind]: value ?? before };
    const conditions = value === undefined ? others : { ...others, [kind]: value };
    this.dispatchEvent(new StopChangeEvent(conditions));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-stop-view': StopView;
  }
}
