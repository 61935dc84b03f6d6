import { DISTRIBUTIONS } from './distributions/distributions.ts';
import type { LabTool } from './lab-tool.ts';
import { SURFACE } from './surface/surface.ts';

/** The tools below the lab, in the order of their tabs. Each loads when it is first opened. */
export const LAB_TOOLS: readonly LabTool[] = [SURFACE, DISTRIBUTIONS];
