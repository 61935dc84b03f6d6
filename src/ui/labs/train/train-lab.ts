import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TrainingSpec } from '../../../core/spec.ts';
import { DEFAULT_VIEW, type ViewOptions } from '../../../state/view-options.ts';
import { taskOf } from '../../../spec/fit-to-task.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import { PALETTES, type Palette } from '../../palette.ts';
import { baseStyles } from '../../theme.ts';
import type { UnitPlace } from '../../charts/unit-map.ts';
import type { UnitHoverEvent } from './diagram/unit-events.ts';
import '../../charts/gradient-strip.ts';
import '../../charts/loss-curve.ts';
import './data-panel.ts';
import './network-panel.ts';
import './output-panel.ts';
import './tools/tool-tabs.ts';
import './training-panel.ts';

/** The lab in which a network is configured, trained and watched. */
@customElement('nabla-train-lab')
export class TrainLab extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .lab {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.5rem 2rem;
      }
      /* On a phone first what one looks at, then what one changes. */
      nabla-output-panel {
        order: -3;
      }
      nabla-network-panel {
        order: -2;
      }
      .course {
        order: -1;
      }
      .course {
        --plot-height: 9rem;
        display: grid;
        gap: 1rem 1.5rem;
        align-content: start;
        min-width: 0;
      }
      @container (min-width: 34rem) {
        .course {
          grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        }
      }
      @container (min-width: 42rem) {
        .lab {
          grid-template:
            'training training' auto
            'data network' auto
            'data course' 1fr
            'output output' auto
            'tools tools' auto / 11rem minmax(0, 1fr);
        }
        .lab > * {
          order: 0;
        }
        nabla-training-panel {
          grid-area: training;
        }
        nabla-data-panel {
          grid-area: data;
        }
        nabla-network-panel {
          grid-area: network;
        }
        nabla-output-panel {
          grid-area: output;
        }
        .course {
          grid-area: course;
        }
        nabla-tool-tabs {
          grid-area: tools;
        }
      }
      @container (min-width: 66rem) {
        .lab {
          grid-template:
            'training training training' auto
            'data network output' auto
            'data course output' 1fr
            'tools tools tools' auto / 10.5rem minmax(0, 1fr) minmax(20rem, 29%);
        }
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @property({ attribute: false }) view: ViewOptions = DEFAULT_VIEW;
  /** The unit of the network that the pointer or the focus is on. */
  @state() private hovered: UnitPlace | null = null;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    const { run, spec, palette } = this;
    const { hide, testPoints, discretize } = this.view;
    const task = taskOf(spec) ?? run.description?.task ?? 'classification';
    return html`<div class="lab">
      <nabla-training-panel
        .run=${run}
        .spec=${spec}
        .task=${task}
        .hide=${hide}
      ></nabla-training-panel>
      <nabla-data-panel
        .run=${run}
        .spec=${spec}
        .palette=${palette}
        .hide=${hide}
      ></nabla-data-panel>
      <nabla-network-panel
        .run=${run}
        .spec=${spec}
        .palette=${palette}
        .hide=${hide}
        @unit-hover=${(event: UnitHoverEvent) => (this.hovered = event.place)}
      ></nabla-network-panel>
      <div class="course">
        <nabla-loss-curve .run=${run} .palette=${palette}></nabla-loss-curve>
        <nabla-gradient-strip .run=${run} .palette=${palette}></nabla-gradient-strip>
      </div>
      <nabla-output-panel
        .run=${run}
        .palette=${palette}
        .place=${this.hovered}
        .hide=${hide}
        .showTest=${testPoints}
        .discretize=${discretize}
      ></nabla-output-panel>
      <nabla-tool-tabs .run=${run} .spec=${spec} .palette=${palette}></nabla-tool-tabs>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-train-lab': TrainLab;
  }
}
