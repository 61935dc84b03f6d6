/** What both public entries export. */
export { compileExpression } from './calculus/evaluate.ts';
export { ExpressionError } from './calculus/expression-error.ts';
export { formatExpression } from './calculus/format-expression.ts';
export { parseExpression } from './calculus/parse-expression.ts';
export { UnavailableError, UserError } from './core/errors.ts';
export { describeOverflow, figureOfLayers, LAYER_FIGURES } from './core/metrics.ts';
export { compilePlan } from './core/plan.ts';
export { LIMITS, NORMALIZATIONS, SPEC_VERSION } from './core/spec.ts';
export { DATASETS } from './data/datasets/index.ts';
export { generateData, loadCsv } from './data/load.ts';
export { loadPoints } from './data/points.ts';
export { planeToInputs } from './data/plane-features.ts';
export { checkGradients } from './session/check-gradients.ts';
export { firstBatch, prepareRun } from './session/prepare-run.ts';
export { trainingSpecJsonSchema } from './spec/json-schema.ts';
export { parseSpec, parseSpecText } from './spec/parse-spec.ts';

export type { BinaryOperator, Expression } from './calculus/expression.ts';
export type {
  Availability,
  CompileOptions,
  Engine,
  Evaluation,
  Executor,
  ExecutorKind,
  ExecutorRequest,
  ExecutorState,
  GradientResult,
  TrainOptions,
  TrainResult,
  TrainingMethod,
} from './core/engine.ts';
export type { GradientFlow, LayerFlow } from './core/gradient-flow.ts';
export type {
  JacobianSpectrum,
  LayerSpectrum,
  Spectrum,
} from './core/jacobian-spectrum.ts';
export type { PhaseAxis, PhaseOutcome } from './core/phase-diagram.ts';
export type { Examples } from './core/examples.ts';
export type { LayerFigure, Metrics, Overflow, OverflowStage } from './core/metrics.ts';
export type { LayerPlan, Plan, TensorLayout, TrainingPlan } from './core/plan.ts';
export type {
  CsvDataSpec,
  DataSpec,
  DrawnPoint,
  GeneratedDataSpec,
  HiddenLayerSpec,
  NetworkSpec,
  OutputLayerSpec,
  PointsDataSpec,
  Task,
  TrainingSpec,
} from './core/spec.ts';
export type { PreparedData, RawExamples } from './data/prepare.ts';
export type { GradientCheck, TensorCheck } from './session/check-gradients.ts';
export type {
  EngineCatalogue,
  EngineReport,
  ResolvedEngine,
} from './session/engine-catalogue.ts';
export type {
  PhaseHandle,
  PhaseNews,
  PhaseQuestion,
  PhaseSummary,
  PhaseTile,
} from './session/phase-handle.ts';
export type {
  Computation,
  PointSet,
  RunDescription,
  RunRequest,
  SessionEvaluation,
  SessionHandle,
  SessionState,
  SessionUpdate,
} from './session/handle.ts';
export type { PreparedRun } from './session/prepare-run.ts';
export type { SessionOptions } from './session/training-session.ts';
