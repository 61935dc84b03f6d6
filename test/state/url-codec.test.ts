import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose } from '../../src/core/choice.ts';
import { EXECUTOR_REQUESTS } from '../../src/core/engine.ts';
import type { TrainingSpec } from '../../src/core/spec.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { initializers } from '../../src/ops/initializers/index.ts';
import {
  DEFAULT_SPEC,
  defaultSpecForTask,
  SPIRAL_SPEC,
} from '../../src/spec/default-spec.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';
import { decodeUrl } from '../../src/state/decode-url.ts';
import { encodeUrl } from '../../src/state/encode-url.ts';
import { MAX_LINK_POINTS } from '../../src/state/points-text.ts';
import { MAX_URL_CHARACTERS } from '../../src/state/link-reader.ts';
import { URL_KEYS } from '../../src/state/url-keys.ts';
import { generatedSpec, SEED } from '../spec/arbitrary-spec.ts';
import {
  DEFAULT_FLOW,
  DEFAULT_PHASE,
  LESSON_IDS,
  PHASE_SIZES,
} from '../../src/state/flow-options.ts';
import { DEFAULT_RACE } from '../../src/state/race-options.ts';
import { DEFAULT_SPEED } from '../../src/state/speed-options.ts';
import { DEFAULT_VIEW } from '../../src/state/view-options.ts';
import { CSV_EXAMPLE } from '../spec/examples.ts';

const ENGINES = ['cpu', 'cpu-f64', 'webgpu'];
const SHOWN = { engine: 'auto', executor: 'auto', playing: true } as const;
const encode = (spec: TrainingSpec, engine = 'auto', playing = true) =>
  encodeUrl({ spec, engine, executor: 'auto', playing }).hash;
const decode = (hash: string) => decodeUrl(hash, ENGINES);

describe('a link', () => {
  it('is empty for the default', () => {
    expect(encode(DEFAULT_SPEC)).toBe('');
    for (const hash of ['', '#', '#v=1'])
      expect(decode(hash)).toEqual({
        spec: DEFAULT_SPEC,
        engine: 'auto',
        executor: 'auto',
        playing: true,
        view: DEFAULT_VIEW,
        lab: 'train',
        flow: DEFAULT_FLOW,
        measurement: DEFAULT_SPEED,
        race: DEFAULT_RACE,
        problems: [],
      });
  });

  it('is readable and holds only what differs', () => {
    expect(encode(SPIRAL_SPEC, 'webgpu', false)).toBe(
      '#v=1&data=spiral&hidden=32:tanh,32:tanh&optimizer=adam&lr=0.01&batch=32&engine=webgpu&playing=0',
    );
  });

  it('writes equal layers and parameters in short', () => {
    const spec = parseSpec({
      ...DEFAULT_SPEC,
      network: {
        ...DEFAULT_SPEC.network,
        hidden: [
          ...Array.from({ length: 30 }, () => ({ units: 8, activation: 'sigmoid' })),
          {
            units: 4,
            activation: { id: 'leaky-relu', alpha: 0.2 },
            initializer: { id: 'he-normal', gain: 2 },
            normalization: 'layer',
            residual: true,
            dropout: 0.2,
          },
        ],
      },
    });
    expect(encode(spec)).toBe(
      '#v=1&hidden=30x8:sigmoid,4:leaky-relu;alpha=0.2:he-normal;gain=2:layer:residual:dropout=0.2',
    );
  });

  it('carries features, escaped, and reads them however they are escaped', () => {
    const features = ['x1^2', 'x1*x2', 'max(x1,x2,0)'];
    const { data } = DEFAULT_SPEC;
    const spec = parseSpec({ ...DEFAULT_SPEC, data: { ...data, features } });
    expect(encode(spec)).toBe('#v=1&features=x1%5E2,x1*x2,max(x1%2Cx2%2C0)');
    for (const hash of [
      encode(spec),
      '#v=1&features=x1^2,x1*x2,max(x1,x2,0)',
      '#v=1&features=x1%C2%B2%2Cx1%20x2%2Cmax%28x1%2Cx2%2C0%29',
    ])
      expect(decode(hash)).toMatchObject({ spec, problems: [] });
  });

  it('marks frozen layers, the output layer among them', () => {
    const { hidden, output } = DEFAULT_SPEC.network;
    const network = {
      hidden: [{ ...hidden[0], frozen: true }, hidden[1]],
      output: { ...output, frozen: true },
    };
    const spec = parseSpec({ ...DEFAULT_SPEC, network });
    expect(encode(spec)).toBe('#v=1&hidden=8:tanh:frozen,4:tanh&output=softmax:frozen');
    expect(decode(encode(spec))).toMatchObject({ spec, problems: [] });
  });

  it('carries the deviation of the initial biases where there is one', () => {
    const network = { ...DEFAULT_SPEC.network, biasDeviation: 0.05 };
    const spec = parseSpec({ ...DEFAULT_SPEC, network });
    expect(encode(spec)).toBe('#v=1&biasdev=0.05');
    expect(decode(encode(spec))).toMatchObject({ spec, problems: [] });
    expect(decode('#biasdev=0')).toMatchObject({ problems: [] });
    expect(decode('#biasdev=0').spec).toEqual(DEFAULT_SPEC);
    expect(encode({ ...spec, network: { ...network, biasDeviation: 0 } })).toBe('');
    // It stays where the output has to be mended.
    const mended = decode('#data=plane&output=softmax&biasdev=2').spec.network;
    expect(mended).toMatchObject({ output: { activation: { id: 'linear' } } });
    expect(mended.biasDeviation).toBe(2);
  });

  it('can have no hidden layers', () => {
    const network = { ...DEFAULT_SPEC.network, hidden: [] };
    const spec = parseSpec({ ...DEFAULT_SPEC, network });
    expect(encode(spec)).toBe('#v=1&hidden=');
    expect(decode('#v=1&hidden=').spec).toEqual(spec);
  });

  it('gives back every spec', () => {
    fc.assert(
      fc.property(
        generatedSpec,
        fc.constantFrom('auto', ...ENGINES),
        fc.constantFrom(...EXECUTOR_REQUESTS),
        fc.boolean(),
        (spec, engine, executor, playing) => {
          const state = { spec, engine, executor, playing };
          const { hash } = encodeUrl(state);
          expect(decode(hash)).toMatchObject({ ...state, problems: [] });
          // It survives being put into an address and being escaped throughout.
          expect(new URL(`https://example.org/${hash}`).hash).toBe(hash);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('gives back the gradient-flow lab', () => {
    const axis = (id: string, from: number, to: number, scale: 'linear' | 'log') => ({
      id,
      from,
      to,
      scale,
    });
    fc.assert(
      fc.property(
        generatedSpec.filter(({ data }) => 'dataset' in data),
        fc.array(generatedSpec, { maxLength: 3 }),
        fc.constantFrom(null, ...LESSON_IDS),
        fc.constantFrom(...PHASE_SIZES),
        fc.constantFrom('ratio' as const, 'loss' as const, 'divergence' as const),
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        (spec, others, lesson, size, outcome, low) => {
          const beside = others.map(({ network, optimizer, batchSize }) => ({
            ...spec,
            network: { ...network, output: spec.network.output },
            optimizer,
            batchSize: Math.min(batchSize, spec.batchSize),
          }));
          const [x, y] = [axis('lr', low, 2 * low, 'log'), axis('depth', 1, 9, 'linear')];
          const phase = { ...DEFAULT_PHASE, x, y, size, outcome, steps: 7 };
          const flow = { beside, lesson, phase };
          const state = { ...SHOWN, spec, lab: 'gradient-flow' as const, flow };
          const { hash, omitted } = encodeUrl(state);
          if (omitted !== null) return;
          expect(decode(hash)).toMatchObject({ ...state, problems: [] });
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
  });

  it.each([
    ['lab=x', 'lab is "x"; known are'],
    ['lesson=toString', 'lesson is "toString"; known are'],
    [
      'phase=gain',
      '"phase" must be like gain;0.5;3;linear,bias;0;1.5;linear,ratio,100,64',
    ],
    [
      'phase=gain;2;1;linear,bias;0;1;linear,ratio,1,64',
      'from a smaller value to a larger',
    ],
    ['phase=gain;0;1;log,bias;0;1;linear,ratio,1,64', 'must begin above 0'],
    ['phase=gain;0;1;linear,gain;0;1;linear,ratio,1,64', 'two different axes'],
    ['phase=gain;0;1;linear,bias;0;1;linear,ratio,0,64', '1 to 10000 steps'],
    ['phase=gain;0;1;linear,bias;0;1;linear,loss,9,63', '"phase" must be like'],
    ['phase=__proto__;0;1;linear,bias;0;1;linear,loss,9,64', '"phase" must be like'],
    [
      'beside=hidden%3D4%3Atanh|batch%3D5|batch%3D6|batch%3D7',
      '4 networks beside the first; 3',
    ],
    [
      'beside=loss%3Dmean-squared-error%26output%3Dsoftmax',
      'are the default ones instead',
    ],
  ])('tells what is wrong with %s', (part, sentence) => {
    const { problems, spec, lab, flow } = decode(`#v=1&${part}`);
    expect(problems.join(' ')).toContain(sentence);
    expect(spec).toEqual(DEFAULT_SPEC);
    expect(lab).toBe('train');
    expect(flow?.phase).toEqual(DEFAULT_PHASE);
    for (const network of flow?.beside ?? []) expect(parseSpec(network)).toEqual(network);
  });

  it('keeps a network beside the first that is the one by default', () => {
    const network = { ...DEFAULT_SPEC.network, hidden: [] };
    const spec = parseSpec({ ...DEFAULT_SPEC, network });
    const flow = { beside: [DEFAULT_SPEC], lesson: null, phase: DEFAULT_PHASE };
    expect(decode(encodeUrl({ ...SHOWN, spec, flow }).hash).flow).toEqual(flow);
  });

  it('has networks beside the first also where a chat has escaped all of it', () => {
    const flow = { beside: [SPIRAL_SPEC], lesson: null, phase: DEFAULT_PHASE };
    const { hash } = encodeUrl({ ...SHOWN, spec: SPIRAL_SPEC, flow });
    expect(decode(hash).flow).toEqual(flow);
    expect(decode(hash.replaceAll('%', '%25')).flow).toEqual(flow);
  });

  it('has networks beside the first on its data, whatever they say', () => {
    const { flow, spec } = decode('#v=1&data=plane&beside=data%3Dxor%26seed%3D5');
    expect(flow?.beside[0].data).toEqual(spec.data);
    expect(flow?.beside[0].seed).toBe(spec.seed);
    expect(parseSpec(flow?.beside[0])).toEqual(flow?.beside[0]);
  });

  it('survives escaping', () => {
    const hash = encode(SPIRAL_SPEC).replaceAll(':', '%3A').replaceAll(',', '%2C');
    expect(decode(hash)).toMatchObject({ spec: SPIRAL_SPEC, problems: [] });
  });

  it('is never too long to be read', () => {
    const odd = 0.123_456_789_012_345_67;
    const hidden = Array.from({ length: 128 }, (_, index) => ({
      units: 16_000 + index,
      activation: choose(activations.get('leaky-relu'), { alpha: odd }),
      initializer: choose(initializers.get('normal'), { deviation: odd, gain: odd }),
      normalization: 'batch',
      residual: true,
      dropout: odd,
      frozen: true,
    }));
    const network = { ...DEFAULT_SPEC.network, hidden };
    const points = Array.from({ length: MAX_LINK_POINTS }, (_, i) => [6, -6, i % 10]);
    const features = Array.from({ length: 32 }, (_, i) => `${'x1^2+'.repeat(44)}${i}`);
    const data = { points, features };
    const spec = parseSpec({ ...DEFAULT_SPEC, network, data });
    const hash = encode(spec);
    expect(hash.length).toBeLessThan(MAX_URL_CHARACTERS);
    expect(decode(hash).spec).toEqual(spec);
  });

  it('cannot carry a file, and says so on both sides', () => {
    const spec = parseSpec(CSV_EXAMPLE);
    const { hash, omitted } = encodeUrl({
      spec,
      engine: 'cpu',
      executor: 'auto',
      playing: true,
    });
    expect(omitted).toBe(
      'A link cannot carry the file "houses.csv"; whoever follows it has to open the file again.',
    );
    const link = decode(hash);
    expect(link.problems[0]).toMatch(/^The link was made with a CSV file, which a link/);
    expect(link.spec.network.hidden).toEqual(spec.network.hidden);
    expect(link.spec.optimizer).toEqual(spec.optimizer);
    expect(encodeUrl({ ...link }).omitted).toBeNull();
  });
});

describe('drawn points in a link', () => {
  const drawn = (points: readonly (readonly number[])[], task = 'classification') =>
    parseSpec({
      ...defaultSpecForTask(task === 'regression' ? 'regression' : 'classification'),
      data: { points, task },
    });

  it('take four characters each, or five where they have values', () => {
    const corners = drawn([
      [-6, -6, 0],
      [6, 6, 9],
    ]);
    expect(encode(corners)).toBe('#v=1&data=points&points=AAAA3BfJ');
    expect(decode(encode(corners))).toMatchObject({ spec: corners, problems: [] });
    const values = drawn(
      [
        [-6, -6, -1],
        [6, 6, 1],
        [0.01, -0.01, 0.01],
      ],
      'regression',
    );
    expect(encode(values)).toMatch(
      /^#v=1\&data=points\&task=regression\&points=AAAAA[\w-]{10}$/,
    );
    expect(decode(encode(values))).toMatchObject({ spec: values, problems: [] });
  });

  it('are too many beyond a thousand, which both sides say', () => {
    const points = Array.from({ length: 1001 }, (_, i) => [0, 0, i % 2]);
    const spec = drawn(points);
    const state = { spec, engine: 'auto', executor: 'auto', playing: true } as const;
    const { hash, omitted } = encodeUrl(state);
    expect(omitted).toBe(
      'A link cannot carry 1001 drawn points, only up to 1000; whoever follows it sees the data set by default.',
    );
    expect(hash).toBe('#v=1&data=points');
    const link = decode(hash);
    expect(link.problems).toEqual([
      'The link was made with more than 1000 drawn points, which it cannot carry. The data set by default is shown instead.',
    ]);
    expect(link.spec.data).toEqual(DEFAULT_SPEC.data);
    expect(encodeUrl({ ...state, spec: drawn(points.slice(1)) }).omitted).toBeNull();
  });

  it.each([
    [
      'points=AAAAAAA',
      '"points" has 7 characters, not 4 for each point: a part of it is missing.',
    ],
    ['points=AAAA%23AAA', '"points" has no point at character 5.'],
    ['points=AAAA____', '"points" has no point at character 5.'],
    ['points=AAAA', 'the points are 1; at least 2 are needed.'],
    ['points=', 'the points are 0; at least 2 are needed.'],
    [
      'points=AAAAAAAA',
      'the points are all of one class; there is nothing to tell apart.',
    ],
    [
      `points=${'AAAAAAAB'.repeat(501)}`,
      '"points" has 1002 points; a link carries at most 1000.',
    ],
  ])('%s is refused', (part, problem) => {
    const link = decode(`#data=points&${part}`);
    expect(link.problems).toEqual([`In the link, ${problem} The default is used.`]);
    expect(link.spec).toEqual(DEFAULT_SPEC);
  });

  it('belong to data=points', () => {
    expect(decode('#points=AAAAAAAB').problems).toEqual([
      'In the link, "points" is ignored: it goes with data=points.',
    ]);
    expect(decode('#data=points&task=x&points=AAAAAAAB').problems).toEqual([
      'In the link, task is "x"; known are "classification" or "regression".',
    ]);
  });
});

describe('a link that is not right', () => {
  it.each([
    [
      'nois=0.1',
      'The link has a part "nois", which is not known and is ignored. Did you mean "noise"?',
    ],
    [
      '__proto__=1',
      'The link has a part "__proto__", which is not known and is ignored.',
    ],
    ['seed=1&seed=2', 'The link has "seed" twice; the first counts.'],
    [
      'noise=3',
      'In the link, "noise" must be a number from 0 to 1, not "3"; it is 1 now.',
    ],
    [
      'noise=lots',
      'In the link, "noise" must be a number from 0 to 1, not "lots"; it is 0 now.',
    ],
    [
      'batch=-5',
      /^In the link, "batch" must be a whole number from 1 to \d+, not "-5"; it is 1 now\.$/,
    ],
    [
      'biasdev=-1',
      'In the link, "biasdev" must be a number from 0 to 1000, not "-1"; it is 0 now.',
    ],
    [
      'biasdev=1e4',
      'In the link, "biasdev" must be a number from 0 to 1000, not "1e4"; it is 1000 now.',
    ],
    [
      'samples=1e99',
      'In the link, "samples" must be a whole number from 2 to 1000000, not "1e99"; it is 1000000 now.',
    ],
    [
      'lr=0',
      'In the link, "lr" must be a number above 0 and at most 1000, not "0"; it is 0.03 now.',
    ],
    [
      'test=1',
      'In the link, "test" must be a number of at least 0 and below 1, not "1"; it is 0.5 now.',
    ],
    [
      'data=spirals',
      /^In the link, data is "spirals"; known are .* Did you mean "spiral"\?/,
    ],
    [
      'hidden=8:swish',
      /^In the link, hidden\[0\]\.activation\.id is "swish"; .*Did you mean "silu"\? The default is used\.$/,
    ],
    [
      'hidden=8:tanh:blue',
      /^In the link, hidden\[0\]\.normalization is "blue"; known are "none", "batch" or "layer"\./,
    ],
    [
      'hidden=9999x8:tanh',
      'In the link, hidden has 129 items; at most 128 are allowed. The default is used.',
    ],
    [
      'hidden=8:tanh:dropout=1',
      /^In the link, hidden\[0\]\.dropout must be a number of at least 0 and below 1, not 1\./,
    ],
    [
      'hidden=8:tanh:dropout=much',
      /^In the link, hidden\[0\]\.dropout must be a number .* not "much"\./,
    ],
    [
      'output=softmax:blue',
      /^In the link, output\.blue is not a known key; known are "activation" or "frozen"\./,
    ],
    [
      'optimizer=adam;beta3=1',
      /^In the link, optimizer\.beta3 is not a known key; known are "id", "learningRate"/,
    ],
    [
      'clipping=norm;__proto__=1',
      /^In the link, clipping\.__proto__ is not a known key; known are "id" or "limit"\./,
    ],
    [
      'features=x1,y',
      'In the link, features[1] is not right. In the formula "y", at character 1: "y" is not known; known are "x1" and "x2", the constants "e" and "pi", and the functions sin, cos, tan, exp, log, sqrt, abs, tanh, sigmoid, relu, sign, step, softplus, max, min. The default is used.',
    ],
    [
      'features=x1x2,x2,x1*x2)',
      'In the link, features[2] is not right. In the formula "x1*x2)", at character 6: ")" closes no parenthesis. The default is used.',
    ],
    [
      'features=x1*x2,x1 x2',
      'In the link, features is not right. The feature "x1*x2" stands there twice. The default is used.',
    ],
    [
      'features=',
      'In the link, features has no items; at least 1 is needed. The default is used.',
    ],
    [
      `features=${Array.from({ length: 33 }, (_, i) => i).join(',')}`,
      'In the link, features has 33 items; at most 32 are allowed. The default is used.',
    ],
    [
      'data=digits&features=x1',
      'In the link, "features" is ignored: the data set "digits" does not lie in the plane.',
    ],
    ['engine=gpu', /^In the link, engine is "gpu"; known are "auto", "cpu"/],
    [
      'executor=fusd',
      'In the link, executor is "fusd"; known are "auto", "fused" or "tiled". Did you mean "fused"?',
    ],
    ['playing=yes', 'In the link, "playing" must be 0 or 1, not "yes".'],
    [
      'v=2&seed=5',
      'The link is of version "2"; this page reads version 1, so it shows its default.',
    ],
    [
      'classes=4',
      'In the link, "classes" is ignored: the classes of data set "circle" are fixed.',
    ],
  ])('%s', (hash, problem) => {
    const [first] = decode(`#${hash}`).problems;
    if (typeof problem === 'string') expect(first).toBe(problem);
    else expect(first).toMatch(problem);
  });

  it('keeps its other parts', () => {
    const { spec, problems } = decode('#seed=5&noise=9&batch=x&lr=0.5');
    expect(spec).toMatchObject({
      seed: 5,
      data: { noise: 1 },
      batchSize: 10,
      optimizer: { learningRate: 0.5 },
    });
    expect(problems).toHaveLength(2);
  });

  it('is mended where its parts do not fit each other', () => {
    const { spec, problems } = decode(
      '#data=plane&loss=cross-entropy&output=softmax&seed=3',
    );
    expect(spec).toMatchObject({
      seed: 3,
      loss: { id: 'half-squared-error' },
      network: { output: { activation: { id: 'linear' } } },
    });
    expect(problems.at(-1)).toBe(
      'Loss, output activation and batch size are the default ones instead.',
    );
    expect(decode('#hidden=4:tanh:batch&batch=1').spec.batchSize).toBe(10);
  });

  it('is not read beyond its longest length, and lists ten problems', () => {
    expect(decode(`#seed=${'1'.repeat(MAX_URL_CHARACTERS)}`)).toMatchObject({
      spec: DEFAULT_SPEC,
      problems: [expect.stringContaining('characters; at most')],
    });
    const many = Array.from({ length: 50 }, (_, index) => `x${index}=1`).join('&');
    expect(decode(`#${many}`).problems).toHaveLength(10);
  });

  it('never throws and always gives a spec that is right', () => {
    const choice = fc
      .array(
        fc.constantFrom(
          ...['tanh', 'adam', 'norm', ';', '=', ':', ',', '0.1', '3x', '8'],
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(''));
    const value = fc.oneof(
      fc.string(),
      choice,
      fc.double().map(String),
      fc.integer().map(String),
    );
    const pair = fc
      .tuple(fc.oneof(fc.constantFrom<string>(...URL_KEYS), fc.string()), value)
      .map(([key, text]) => `${key}=${text}`);
    const hash = fc.oneof(
      fc.string(),
      fc.array(pair, { maxLength: 8 }).map((pairs) => `#${pairs.join('&')}`),
    );
    fc.assert(
      fc.property(hash, (text) => {
        const { spec, engine, executor } = decode(text);
        expect(parseSpec(spec)).toEqual(spec);
        expect(['auto', ...ENGINES]).toContain(engine);
        expect(EXECUTOR_REQUESTS).toContain(executor);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
