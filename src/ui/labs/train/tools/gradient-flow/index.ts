import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

/** What the chain rule does to the gradient from layer to layer, and what is the matter with it. */
export const gradientFlowTool: LabTool = {
  id: 'gradient-flow',
  label: 'Gradient flow',
  applies: ({ plan }) => plan.layers.length > 1,
  load: () => import('./flow-view.ts'),
  render: ({ run, spec }) =>
    html`<nabla-flow-view .run=${run} .spec=${spec}></nabla-flow-view>`,
};
