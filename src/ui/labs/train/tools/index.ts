import { HISTORY_TOOL } from './history/tool.ts';
import type { LabTool } from './lab-tool.ts';
import { STOP_TOOL } from './stop/tool.ts';

/** The tools below the lab, in the order of their tabs. Each loads when it is first opened. */
export const LAB_TOOLS: readonly LabTool[] = [HISTORY_TOOL, STOP_TOOL];
