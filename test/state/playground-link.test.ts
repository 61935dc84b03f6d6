import { describe, expect, it } from 'vitest';
import { decodeUrl } from '../../src/state/decode-url.ts';
import { translatePlaygroundLink } from '../../src/state/playground-link.ts';

/** As the address of TensorFlow Playground stands when one has changed a few things. */
const TYPICAL =
  'activation=relu&regularization=L2&batchSize=15&dataset=spiral&regDataset=reg-gauss' +
  '&learningRate=0.1&regularizationRate=0.003&noise=25&networkShape=6,4,2&seed=0.41357' +
  '&showTestData=true&discretize=true&percTrainData=70&x=true&y=true&xTimesY=true' +
  '&xSquared=true&ySquared=false&cosX=false&sinX=true&cosY=false&sinY=false' +
  '&collectStats=false&problem=classification&initZero=false&hideText=false';

const decode = (text: string) => decodeUrl(`#${text}`, ['webgpu', 'cpu']);

describe('a link of TensorFlow Playground', () => {
  it('opens as the same network on the same kind of data', () => {
    const { spec, view, problems } = decode(TYPICAL);
    expect(problems).toEqual([]);
    expect(spec).toMatchObject({
      seed: 41357,
      data: {
        dataset: 'spiral',
        noise: 0.25,
        testFraction: 0.3,
        features: ['x1', 'x2', 'x1^2', 'x1*x2', 'sin(x1)'],
      },
      network: {
        hidden: [6, 4, 2].map((units) => ({ units, activation: { id: 'relu' } })),
        output: { activation: { id: 'tanh' } },
      },
      loss: { id: 'half-squared-error' },
      optimizer: { id: 'sgd', learningRate: 0.1 },
      regularization: { id: 'l2', rate: 0.003 },
      batchSize: 15,
    });
    expect(view).toMatchObject({ testPoints: true, discretize: true });
  });

  it('has its defaults for what it leaves out', () => {
    const { spec, problems } = decode('networkShape=4,2');
    expect(problems).toEqual([]);
    expect(spec).toMatchObject({
      data: { dataset: 'circle', noise: 0, testFraction: 0.5 },
      network: {
        hidden: [4, 2].map((units) => ({ units, activation: { id: 'tanh' } })),
      },
      optimizer: { id: 'sgd', learningRate: 0.03 },
      regularization: { id: 'none' },
      batchSize: 10,
    });
    expect(spec.data).not.toHaveProperty('features');
  });

  it('of a regression takes its data, output and loss', () => {
    const { spec, problems } = decode(
      'problem=regression&regDataset=reg-gauss&networkShape=',
    );
    expect(problems).toEqual([]);
    expect(spec).toMatchObject({
      data: { dataset: 'gauss-regression' },
      network: { hidden: [], output: { activation: { id: 'linear' } } },
      loss: { id: 'half-squared-error' },
    });
  });

  it('hides the controls that it hides there', () => {
    const { view } = decode(
      'networkShape=2&noise_hide=true&playButton_hide=true&dataset_hide=false&numHiddenLayers_hide=true',
    );
    expect(view?.hide).toEqual(['play', 'noise', 'layers']);
  });

  it.each([
    ['dataset=moon', 'dataset'],
    ['activation=swish', 'activation'],
    ['activation=__proto__', 'activation'],
    ['batchSize=many', 'batch'],
    ['networkShape=4,x', 'hidden'],
    ['learningRate=-1', 'lr'],
    ['percTrainData=abc', 'test'],
    ['x=false&y=false', 'without any input'],
    ['networkShape=2&initZero=true', 'all weights 0'],
  ])('says what is wrong with %s, and opens all the same', (text, word) => {
    const { spec, problems } = decode(text);
    expect(problems.join(' ')).toContain(word);
    expect(spec.version).toBe(1);
  });

  it.each([
    '',
    'v=1&data=spiral',
    'noise=0.2',
    'seed=7&regularization=l1',
    'v=1&dataset=xor',
  ])('is not what %o is', (text) => {
    expect(translatePlaygroundLink(text)).toBeNull();
  });

  it('is not read where it is longer than a link can be', () => {
    expect(translatePlaygroundLink(`networkShape=${'8,'.repeat(50_000)}8`)).toBeNull();
  });
});
