import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TrainingSpec } from '../../../core/spec.ts';
import { taskOf } from '../../../spec/fit-to-task.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import { PALETTES, type Palette } from '../../palette.ts';
import { baseStyles } from '../../theme.ts';
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
        gap: 2rem;
      }
      nabla-output-panel {
        order: -1;
      }
      nabla-tool-tabs {
        grid-column: 1 / -1;
      }
      @container (min-width: 38rem) {
        .lab {
          grid-template-columns: 11fr 15fr 12fr;
        }
        nabla-output-panel {
          grid-column: 1 / -1;
        }
      }
      @container (min-width: 66rem) {
        .lab {
          grid-template-columns: 10.5rem 15rem 10.5rem minmax(0, 1fr);
        }
        nabla-output-panel {
          order: 0;
          grid-column: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    const { run, spec, palette } = this;
    const task = taskOf(spec) ?? run.description?.task ?? 'classification';
    return html`<div class="lab">
      <nabla-data-panel .run=${run} .spec=${spec} .palette=${palette}></nabla-data-panel>
      <nabla-network-panel .run=${run} .spec=${spec} .task=${task}></nabla-network-panel>
      <nabla-training-panel .run=${run} .spec=${spec}></nabla-training-panel>
      <nabla-output-panel .run=${run} .palette=${palette}></nabla-output-panel>
      <nabla-tool-tabs .run=${run} .spec=${spec} .palette=${palette}></nabla-tool-tabs>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-train-lab': TrainLab;
  }
}
