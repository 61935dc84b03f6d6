import { CODE } from './code/code.ts';
import { EQUATION } from './equation/equation.ts';
import type { LabTool } from './lab-tool.ts';

/** The tools below the lab, in the order of their tabs. Each loads when it is first opened. */
export const LAB_TOOLS: readonly LabTool[] = [EQUATION, CODE];
