import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

/** What does the output look like from the side? */
export const SURFACE: LabTool = {
  id: 'surface',
  label: 'Surface',
  applies: ({ domain }) => domain !== null,
  load: () => import('./surface-tool.ts'),
  render: ({ run, palette }) =>
    html`<nabla-surface-tool .run=${run} .palette=${palette}></nabla-surface-tool>`,
};
