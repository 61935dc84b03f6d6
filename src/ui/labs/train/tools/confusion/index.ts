import { html } from 'lit';
import type { LabTool } from '../lab-tool.ts';

/** A table of more classes would neither be read nor drawn in time. */
const MOST_CLASSES = 50;

/** How often each class is taken for each. */
export const confusionTool: LabTool = {
  id: 'confusion',
  label: 'Confusion',
  applies: ({ classNames }) =>
    classNames !== null && classNames.length > 1 && classNames.length <= MOST_CLASSES,
  load: () => import('./confusion-view.ts'),
  render: ({ run, palette }) =>
    html`<nabla-confusion-view .run=${run} .palette=${palette}></nabla-confusion-view>`,
};
