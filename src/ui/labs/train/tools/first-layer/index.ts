import { html } from 'lit';
import { isImages } from '../../../../charts/data-kind.ts';
import type { LabTool } from '../lab-tool.ts';

/** The weights of the first layer's units as images. */
export const firstLayerTool: LabTool = {
  id: 'first-layer',
  label: 'First layer',
  applies: isImages,
  load: () => import('./first-layer.ts'),
  render: ({ run, palette }) =>
    html`<nabla-first-layer .run=${run} .palette=${palette}></nabla-first-layer>`,
};
