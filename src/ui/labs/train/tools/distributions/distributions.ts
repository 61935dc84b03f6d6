import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

/** How are the values of every layer spread, and how did they come to be? */
export const DISTRIBUTIONS: LabTool = {
  id: 'distributions',
  label: 'Distributions',
  load: () => import('./distributions-tool.ts'),
  render: ({ run, palette }) =>
    html`<nabla-distributions-tool
      .run=${run}
      .palette=${palette}
    ></nabla-distributions-tool>`,
};
