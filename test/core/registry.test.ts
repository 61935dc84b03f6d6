import { describe, expect, it } from 'vitest';
import { choose, parameterOf, soleParameter } from '../../src/core/choice.ts';
import { listNames, UnavailableError, UserError } from '../../src/core/errors.ts';
import { createRegistry } from '../../src/core/registry.ts';

const entries = [
  { id: 'one', label: 'One' },
  { id: 'two', label: 'Two' },
  { id: 'three', label: 'Three' },
] as const;

describe('a registry', () => {
  const registry = createRegistry('thing', entries);

  it('finds its entries and keeps their order', () => {
    expect(registry.get('two')).toBe(entries[1]);
    expect(registry.ids).toEqual(['one', 'two', 'three']);
    expect(registry.has('two')).toBe(true);
    expect(registry.has('four')).toBe(false);
  });

  it('names an unknown value and the known ones', () => {
    expect(() => registry.get('four')).toThrow(UserError);
    expect(() => registry.get('four')).toThrow(
      'There is no thing "four"; known are "one", "two" or "three".',
    );
  });

  it.each(['__proto__', 'constructor', 'toString', ''])('does not know "%s"', (id) => {
    expect(registry.has(id)).toBe(false);
    expect(() => registry.get(id)).toThrow(UserError);
  });

  it('refuses two entries of one id', () => {
    expect(() => createRegistry('thing', [entries[0], entries[0]])).toThrow(
      'Two thing entries share an id.',
    );
  });
});

describe('a choice', () => {
  const entry = {
    id: 'sgd',
    parameters: {
      learningRate: { label: 'rate', default: 0.1, minimum: 0, maximum: 1 },
      decay: { label: 'decay', default: 0.5, minimum: 0, maximum: 1 },
    },
  };

  it('has every parameter, at its default unless given', () => {
    expect(choose(entry)).toEqual({ id: 'sgd', learningRate: 0.1, decay: 0.5 });
    expect(choose(entry, { decay: 0 })).toEqual({
      id: 'sgd',
      learningRate: 0.1,
      decay: 0,
    });
  });

  it('gives its parameters by name', () => {
    expect(parameterOf(choose(entry), 'decay')).toBe(0.5);
    expect(() => parameterOf(choose(entry), 'momentum')).toThrow(
      'The choice "sgd" has no parameter "momentum".',
    );
  });

  it('gives the sole parameter, or 0 where there is none', () => {
    const { learningRate } = entry.parameters;
    expect(soleParameter({ id: 'x', learningRate: 3 }, { learningRate })).toBe(3);
    expect(soleParameter({ id: 'x' }, {})).toBe(0);
  });
});

it('names are listed as in a sentence', () => {
  expect(listNames([])).toBe('');
  expect(listNames(['a'])).toBe('"a"');
  expect(listNames(['a', 'b'])).toBe('"a" or "b"');
  expect(listNames(['a', 'b', 'c'])).toBe('"a", "b" or "c"');
});

it('an engine that is not there is an error of the user', () => {
  expect(new UnavailableError('no adapter')).toBeInstanceOf(UserError);
});
