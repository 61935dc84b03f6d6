import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { LIMITS, type GeneratedDataSpec, type TrainingSpec } from '../../../core/spec.ts';
import type { DatasetDefinition } from '../../../data/dataset-definition.ts';
import { DATASETS } from '../../../data/datasets/index.ts';
import type { ControlId } from '../../../state/control-ids.ts';
import { FileDropController } from '../../controls/file-drop-controller.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { formatCount } from '../../format.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import { PALETTES, type Palette } from '../../palette.ts';
import { baseStyles } from '../../theme.ts';
import type { CsvPicker } from './csv-picker.ts';
import { panelStyles } from './panel-styles.ts';
import { problemNote } from './problem-note.ts';
import { SpecChangeEvent } from './spec-change.ts';
import '../../controls/dataset-picker.ts';
import '../../controls/number-field.ts';
import '../../controls/slider-field.ts';
import './csv-picker.ts';
import './preset-picker.ts';
import './points/point-drawer.ts';

const SAMPLES = {
  minimum: 2,
  maximum: LIMITS.samples,
  integer: true,
  scale: 'log',
} as const;
const SEED = { minimum: 0, maximum: 2 ** 32 - 1, integer: true } as const;

const asShare = (value: number): string => `${Math.round(100 * value)} %`;

/** What the network learns from: a generated data set or a file, and how it is split. */
@customElement('nabla-data-panel')
export class DataPanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    panelStyles,
    css`
      /* A label that takes two lines pushes its own field down alone. */
      .seeds {
        align-items: end;
      }
      :host([dropping]) {
        outline: 2px dashed var(--accent);
        outline-offset: 0.5rem;
        border-radius: var(--radius);
      }
      strong {
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) hide: readonly ControlId[] = [];
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @query('nabla-csv-picker') private readonly csvPicker!: CsvPicker;

  constructor() {
    super();
    new RunController(this, () => this.run);
    new FileDropController(this, (files) => void this.csvPicker.open(files));
  }

  override render() {
    const { spec } = this;
    const { data } = spec;
    const description = this.run.description;
    return html`<section aria-labelledby="heading">
      <h2 id="heading">Data</h2>
      <nabla-preset-picker
        ?hidden=${this.hide.includes('data')}
        .spec=${spec}
      ></nabla-preset-picker>
      <nabla-dataset-picker
        ?hidden=${this.hide.includes('data')}
        .value=${'dataset' in data ? data.dataset : ''}
        .palette=${this.palette}
      ></nabla-dataset-picker>
      <nabla-csv-picker
        ?hidden=${this.hide.includes('data')}
        .spec=${spec}
      ></nabla-csv-picker>
      <nabla-point-drawer
        ?hidden=${this.hide.includes('data')}
        .run=${this.run}
        .spec=${spec}
        .palette=${this.palette}
      ></nabla-point-drawer>
      ${'dataset' in data ? this.#renderGenerated(data) : nothing}
      <nabla-slider-field
        ?hidden=${this.hide.includes('split')}
        label="Share for testing"
        .value=${data.testFraction}
        .maximum=${0.9}
        .step=${0.05}
        .format=${asShare}
        @number-change=${(event: NumberChangeEvent) =>
          this.#send({ ...spec, data: { ...data, testFraction: event.value } })}
      ></nabla-slider-field>
      <div class="pair seeds">
        <nabla-number-field
          label="Seed"
          .value=${spec.seed}
          .range=${SEED}
          @number-change=${(event: NumberChangeEvent) =>
            this.#send({ ...spec, seed: event.value })}
        ></nabla-number-field>
        <nabla-number-field
          label="Initial weights"
          .value=${spec.initSeed ?? spec.seed}
          .range=${SEED}
          @number-change=${(event: NumberChangeEvent) =>
            this.#send({ ...spec, initSeed: event.value })}
        ></nabla-number-field>
      </div>
      ${
        description
          ? html`<p class="note">
              ${formatCount(description.trainCount)} to train on,
              ${formatCount(description.testCount)} to test
            </p>`
          : nothing
      }
      ${problemNote(this.run, 'data')}
    </section>`;
  }

  #renderGenerated(data: GeneratedDataSpec) {
    const { label, description, classChoice }: DatasetDefinition = DATASETS.get(
      data.dataset,
    );
    const change = (part: Partial<GeneratedDataSpec>) =>
      this.#send({ ...this.spec, data: { ...data, ...part } });
    return html`<p class="note"><strong>${label}.</strong> ${description}</p>
      <nabla-slider-field
        ?hidden=${this.hide.includes('noise')}
        label="Noise"
        .value=${data.noise}
        .format=${asShare}
        @number-change=${(event: NumberChangeEvent) => change({ noise: event.value })}
      ></nabla-slider-field>
      <div class=${classChoice ? 'pair' : ''}>
        <nabla-number-field
          label="Samples"
          .value=${data.samples}
          .range=${SAMPLES}
          @number-change=${(event: NumberChangeEvent) => change({ samples: event.value })}
        ></nabla-number-field>
        ${
          classChoice
            ? html`<nabla-number-field
                label="Classes"
                .value=${data.classes ?? classChoice.default}
                .range=${{ ...classChoice, integer: true }}
                @number-change=${(event: NumberChangeEvent) =>
                  change({ classes: event.value })}
              ></nabla-number-field>`
            : nothing
        }
      </div>`;
  }

  #send(spec: TrainingSpec): void {
    this.dispatchEvent(new SpecChangeEvent(spec, 'data'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-data-panel': DataPanel;
  }
}
