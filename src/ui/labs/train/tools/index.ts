import { confusionTool } from './confusion/index.ts';
import { DISTRIBUTIONS } from './distributions/distributions.ts';
import { drawDigitTool } from './draw-digit/index.ts';
import { firstLayerTool } from './first-layer/index.ts';
import { HISTORY_TOOL } from './history/tool.ts';
import { CODE } from './code/code.ts';
import { EQUATION } from './equation/equation.ts';
import { gradientFlowTool } from './gradient-flow/index.ts';
import type { LabTool } from './lab-tool.ts';
import { sensitivityTool } from './sensitivity/index.ts';
import { STOP_TOOL } from './stop/tool.ts';
import { SURFACE } from './surface/surface.ts';

/** The tools below the lab, in the order of their tabs. Each loads when it is first opened. */
export const LAB_TOOLS: readonly LabTool[] = [
  drawDigitTool,
  firstLayerTool,
  SURFACE,
  gradientFlowTool,
  HISTORY_TOOL,
  DISTRIBUTIONS,
  sensitivityTool,
  confusionTool,
  CODE,
  EQUATION,
  STOP_TOOL,
];
