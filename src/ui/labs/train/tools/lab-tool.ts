import type { TemplateResult } from 'lit';
import type { TrainingSpec } from '../../../../core/spec.ts';
import type { RunDescription } from '../../../../session/handle.ts';
import type { Palette } from '../../../palette.ts';
import type { Run } from '../../../run/run.ts';

/** What a tool is given to draw. */
export interface LabToolContext {
  readonly run: Run;
  readonly spec: TrainingSpec;
  readonly palette: Palette;
}

/** A view of the run that is opened below the lab: one question, one folder in `tools/`. */
export interface LabTool {
  /** In the address and in element ids. */
  readonly id: string;
  /** On its tab: one or two words. */
  readonly label: string;
  /** Whether the tab is there for a run; always where absent. */
  applies?(description: RunDescription): boolean;
  /** Loads and defines the element that `render` uses. */
  load(): Promise<unknown>;
  render(context: LabToolContext): TemplateResult;
}
