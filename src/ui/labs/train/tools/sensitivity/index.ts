import { html } from 'lit';
import { isImages } from '../../../../charts/data-kind.ts';
import type { LabTool } from '../lab-tool.ts';

/** How much the answer changes with the inputs. */
export const sensitivityTool: LabTool = {
  id: 'sensitivity',
  label: 'Sensitivity',
  applies: (description) => isImages(description) || description.domain !== null,
  load: () =>
    Promise.all([import('./image-sensitivity.ts'), import('./plane-sensitivity.ts')]),
  render: ({ run, palette }) =>
    run.description?.domain
      ? html`<nabla-plane-sensitivity
          .run=${run}
          .palette=${palette}
        ></nabla-plane-sensitivity>`
      : html`<nabla-image-sensitivity
          .run=${run}
          .palette=${palette}
        ></nabla-image-sensitivity>`,
};
