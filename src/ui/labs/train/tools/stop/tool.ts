import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

export const STOP_TOOL: LabTool = {
  id: 'stop',
  label: 'Stop when',
  load: () => import('./stop-view.ts'),
  render: ({ run }) => html`<nabla-stop-view .run=${run}></nabla-stop-view>`,
};
