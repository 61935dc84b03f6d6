import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

export const HISTORY_TOOL: LabTool = {
  id: 'history',
  label: 'History',
  load: () => import('./history-view.ts'),
  render: ({ run, palette }) =>
    html`<nabla-history-view .run=${run} .palette=${palette}></nabla-history-view>`,
};
