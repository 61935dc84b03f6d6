import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

/** The network as a program and as a file. */
export const CODE: LabTool = {
  id: 'code',
  label: 'Code',
  load: () => import('./code-tool.ts'),
  render: ({ run }) => html`<nabla-code-tool .run=${run}></nabla-code-tool>`,
};
