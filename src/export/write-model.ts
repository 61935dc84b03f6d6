import { UserError } from '../core/errors.ts';
import { float32Text } from './float32-text.ts';
import { MAX_MODEL_PARAMETERS, MODEL_FORMAT, MODEL_VERSION } from './model-format.ts';
import {
  parameterTensors,
  statisticTensors,
  type Model,
  type NamedTensor,
} from './model.ts';

/**
 * The model as a text that `readModel` takes: JSON with a line for each tensor.
 * @throws UserError when it has more than MAX_MODEL_PARAMETERS
 */
export function writeModel(model: Model): string {
  const { plan } = model;
  if (plan.parameterCount > MAX_MODEL_PARAMETERS)
    throw new UserError(
      `The network has ${plan.parameterCount} parameters; a saved file holds at most ${MAX_MODEL_PARAMETERS}.`,
    );
  const fields = {
    format: JSON.stringify(MODEL_FORMAT),
    version: JSON.stringify(MODEL_VERSION),
    step: JSON.stringify(model.step),
    spec: JSON.stringify(model.spec),
    features: JSON.stringify(model.featureNames),
    target: JSON.stringify(model.targetName),
    classes: JSON.stringify(model.classNames),
    standardization: JSON.stringify(model.standardization),
    parameters: tensorsText(parameterTensors(plan, model.parameters)),
    statistics: tensorsText(statisticTensors(plan, model.statistics)),
  };
  const lines = Object.entries(fields).map(([key, text]) => `  "${key}": ${text}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function tensorsText(tensors: readonly NamedTensor[]): string {
  if (tensors.length === 0) return '[]';
  const lines = tensors.map(({ name, shape, values }) => {
    const numbers = Array.from(values, float32Text).join(',');
    return `    {"name":"${name}","shape":${JSON.stringify(shape)},"values":[${numbers}]}`;
  });
  return `[\n${lines.join(',\n')}\n  ]`;
}
