import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

/** What the network takes one's own handwriting for. */
export const drawDigitTool: LabTool = {
  id: 'draw-digit',
  label: 'Draw',
  applies: ({ spec: { data } }) => 'dataset' in data && data.dataset === 'digits',
  load: () => import('./draw-digit.ts'),
  render: ({ run, palette }) =>
    html`<nabla-draw-digit .run=${run} .palette=${palette}></nabla-draw-digit>`,
};
