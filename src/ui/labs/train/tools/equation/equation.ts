import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

/** The network written out as mathematics. */
export const EQUATION: LabTool = {
  id: 'equation',
  label: 'Equation',
  load: () => import('./equation-tool.ts'),
  render: ({ run }) => html`<nabla-equation-tool .run=${run}></nabla-equation-tool>`,
};
