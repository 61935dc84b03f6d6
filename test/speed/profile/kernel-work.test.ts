import { describe, expect, it } from 'vitest';
import { familyCase } from '../../../src/speed/cases/family-case.ts';
import { operationsPerStep, problemOf } from '../../../src/speed/cases/training-case.ts';
import { groupRows } from '../../../src/speed/profile/group-rows.ts';
import {
  workOfStep,
  type EncodedDispatch,
} from '../../../src/speed/profile/kernel-work.ts';

const network = { inputs: 3, width: 4, depth: 2, outputs: 2, batchSize: 5 };
const { plan } = problemOf(familyCase('test', network));

const dispatch = (label: string, z = 1): EncodedDispatch => ({
  label,
  workgroups: [1, 1, z],
});

/** Counted by hand: 3 inputs, 4 units, 5 rows in layer 0; 4 to 4 in layer 1; 4 to 2 in layer 2. */
const counted: [label: string, flops: number, values: number][] = [
  // The numbers of 5 examples, their 3 values read and written.
  ['executor/gather-batch inputs', 0, 5 + 15 + 15],
  ['executor/gather-batch targets', 0, 5 + 10 + 10],
  // 20 results of 3 products each; x 15, W 12, b 4, z 20, h 20.
  ['layer/dense dense_0', 2 * 60, 15 + 12 + 4 + 20 + 20],
  ['layer/dense dense_2', 2 * 40, 20 + 8 + 2 + 10 + 10],
  // u − t, its square, the sum; 2, the share, φ′. n, u, t and δ of 10, and two values a row.
  ['loss/elementwise output', 6 * 10, 40 + 10],
  ['loss/total batch', 10, 10 + 2],
  ['layer/dense-bias-gradient dense_1', 20, 20 + 4],
  // dW [4, 4] from h and δ of 20 each.
  ['layer/dense-kernel-gradient dense_1', 2 * 80, 20 + 20 + 16],
  // 20 results of 2 products each; δ 10, W 8, n 20 read, dh and δ of 20 written.
  ['layer/dense-input-gradient dense_2', 2 * 40, 10 + 8 + 60],
  // 16 + 20 + 10 parameters: each with its gradient read, and written.
  ['optimizer/update parameters 0 to 46', 92, 138],
];

describe('the work of a dispatch', () => {
  it.each(counted)('%s', (label, flops, values) => {
    const [work] = workOfStep(plan, [dispatch(label)]);
    expect(work).toMatchObject({ flops, bytes: 4 * values });
  });

  it('of a product in parts is that of the parts, and of their sum', () => {
    const [parts, sum, other] = workOfStep(plan, [
      dispatch('layer/partial-product dense_1 forward', 3),
      dispatch('layer/dense dense_1'),
      dispatch('layer/dense-kernel-gradient dense_1'),
    ]);
    expect(parts).toEqual({
      group: 'forward',
      layer: 1,
      flops: 160,
      // h 20, W 16, three parts of 20.
      bytes: 4 * (20 + 16 + 60),
    });
    // Three parts and the bias added up; z and h written.
    expect(sum).toEqual({
      group: 'forward',
      layer: 1,
      flops: 60,
      bytes: 4 * (60 + 4 + 40),
    });
    // Only the product of that layout was split.
    expect(other?.flops).toBe(160);
  });

  it('counts the products of a step as the benchmark does', () => {
    const labels = plan.layers.flatMap(({ name, index }) => [
      `layer/dense ${name}`,
      `layer/dense-kernel-gradient ${name}`,
      ...(index > 0 ? [`layer/dense-input-gradient ${name}`] : []),
    ]);
    const works = workOfStep(
      plan,
      labels.map((label) => dispatch(label)),
    );
    const flops = works.reduce((sum, work) => sum + work!.flops, 0);
    expect(flops).toBe(operationsPerStep(plan));
  });

  it('is not known of other kernels, layers and optimizers', () => {
    const unknown = [
      'layer/new dense_0',
      'layer/dense dense_9',
      'toString',
      'layer/partial-product dense_0 sideways',
      'optimizer/update all',
    ];
    expect(
      workOfStep(
        plan,
        unknown.map((label) => dispatch(label)),
      ),
    ).toEqual(unknown.map(() => null));
    const training = { ...plan.training, optimizer: { id: 'adam' } };
    const adam = { ...plan, training };
    expect(workOfStep(adam, [dispatch('optimizer/update parameters 0 to 2')])).toEqual([
      null,
    ]);
  });
});

describe('rows', () => {
  it('join dispatches of the same work in different layers, in their order', () => {
    const rows = groupRows(plan, [
      dispatch('executor/gather-batch inputs'),
      dispatch('layer/dense dense_0'),
      dispatch('layer/dense-bias-gradient dense_1'),
      dispatch('layer/dense-bias-gradient dense_0'),
      dispatch('layer/new dense_0'),
    ]);
    expect(
      rows.map(({ kernel, layers, subject, count, dispatches }) => [
        kernel,
        layers,
        subject,
        count,
        dispatches,
      ]),
    ).toEqual([
      ['executor/gather-batch', [], 'inputs', 1, [0]],
      ['layer/dense', [0], '', 1, [1]],
      ['layer/dense-bias-gradient', [0, 1], '', 2, [2, 3]],
      ['layer/new', [], 'dense_0', 1, [4]],
    ]);
    expect(rows[3]).toMatchObject({ group: null, flops: null, bytes: null });
  });
});
