import { beforeAll, describe, expect, it } from 'vitest';
import { soleParameter } from '../../src/core/choice.ts';
import { formulaTex } from '../../src/export/equation/formula-tex.ts';
import { formulaText } from '../../src/export/equation/formula-text.ts';
import { name, row, operator, words } from '../../src/export/equation/formula.ts';
import {
  equationsTex,
  equationsText,
  modelEquations,
} from '../../src/export/equation/model-equations.ts';
import type { Model } from '../../src/export/model.ts';
import { outputActivations } from '../../src/ops/softmax.ts';
import { CODE_CASES, type ExportedCase } from './code-cases.ts';
import { evaluateEquations } from './evaluate-equations.ts';
import { exportAll } from './python-runs.ts';
import { relativeError } from '../support/compare.ts';

const ALL = { digits: 17, terms: 1000, units: 1000, layers: 1000 };
const SHORT = { digits: 3, terms: 4, units: 2, layers: 2 };

let exported: ReadonlyMap<string, ExportedCase>;
beforeAll(async () => {
  exported = await exportAll();
});

const modelOf = (name: string): Model => exported.get(name)!.model;

describe('the equations of a network', () => {
  it.each(CODE_CASES)('give what the engine predicts: $name', ({ name: title }) => {
    const { model, training, predictions } = exported.get(title)!;
    const { plan, standardization } = model;
    const alphas = plan.layers.map(({ activation }) => {
      const { parameters } = outputActivations.get(activation.id);
      return [activation.id, soleParameter(activation, parameters)] as const;
    });
    // Equations of measured inputs begin before those that the examples hold.
    const groups = modelEquations(model, ALL).filter(
      ({ title: each }) => each !== 'Inputs',
    );
    for (const example of [0, 7]) {
      const inputs = new Map(
        model.featureNames.map((feature, at) => [
          standardization ? `x_${at + 1}` : feature,
          training.inputs[example * plan.inputs + at],
        ]),
      );
      const values = evaluateEquations(groups, inputs, alphas);
      const outputs = Array.from({ length: plan.outputs }, (_, k) =>
        values.get(plan.outputs === 1 ? 'y' : `y_${k + 1}`)!,
      );
      const start = example * plan.outputs;
      const expected = predictions.subarray(start, start + plan.outputs);
      expect(relativeError(outputs, expected)).toBeLessThan(1e-5);
    }
  });

  it('are short where they are asked to be', () => {
    const text = equationsText(
      modelEquations(modelOf('weights-from-the-saved-model'), SHORT),
    );
    expect(text).toContain('… 46 further units');
    expect(text).toContain('… 1 further layer before this one');
    expect(text).toContain(' + … 44 further terms');
    expect(text.length).toBeLessThan(1200);
  });

  it('read as one would write them', () => {
    const [inputs, output, prediction] = modelEquations(
      modelOf('depth-0-regression-of-a-file'),
      { ...SHORT, units: 3 },
    );
    const lines = (group: typeof inputs) => equationsText([group]).split('\n');
    expect(lines(inputs)).toEqual([
      'Inputs:',
      'x_1 = (rooms − 3.58) / 2.66',
      'x_2 = (age − 13.4) / 9.3',
      'x_3 = style "x"=a',
      '… 2 further inputs',
    ]);
    expect(lines(output)[1]).toMatch(/^y = −?[\d.]+·x_\d [+−] [\d.]+·x_\d/);
    expect(lines(prediction)).toEqual(['Prediction:', 'price = 26.1·y + 86.5']);
    const tex = equationsTex([prediction]);
    expect(tex).toContain('\\text{price} &= 26.1 \\cdot y + 86.5 \\\\');
  });

  it('leave out weights that are 0', () => {
    const model = modelOf('linear-sigmoid-output');
    const parameters = model.parameters.slice().fill(0);
    const { kernel } = model.plan.layers[0];
    parameters[kernel.offset + 1] = -2;
    const [hidden] = modelEquations({ ...model, parameters }, ALL);
    expect(equationsText([hidden]).split('\n').slice(1, 4)).toEqual([
      'h1_1 = 0',
      'h1_2 = −2·x1',
      'h1_3 = 0',
    ]);
  });
});

describe('TeX', () => {
  it('keeps what a name says from being read as a command', () => {
    const evil = name('\\input{secret}% #1_2^~ \n &$');
    expect(formulaTex(row(evil, operator('='), words('50 %')))).toBe(
      '\\text{\\textbackslash{}input\\{secret\\}\\% \\#1\\_2\\textasciicircum{}\\textasciitilde{} \\&\\$} = \\text{50 \\%}',
    );
    expect(formulaText(evil)).not.toContain('\n');
  });

  it('has powers of ten and indices', () => {
    expect(formulaTex({ kind: 'number', text: '1.5e-7' })).toBe('1.5 \\cdot 10^{-7}');
    expect(formulaTex(name('h', '3', '12'))).toBe('h^{(12)}_{3}');
    expect(formulaTex(name('x2'))).toBe('x_{2}');
  });
});
