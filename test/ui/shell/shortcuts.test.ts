import { expect, it } from 'vitest';
import { describeState } from '../../../src/ui/shell/announcement.ts';
import { shortcutFor } from '../../../src/ui/shell/shortcuts.ts';

const press = (key: string, change = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...change,
});

it.each([
  [' ', 'toggle'],
  ['ArrowRight', 'advance'],
  ['r', 'reset'],
  ['R', 'reset'],
  ['?', 'help'],
  ['x', null],
])('the key %j means %s', (key, action) => {
  expect(shortcutFor(press(key), 'none')).toBe(action);
});

it('tells a letter with Shift from one with caps lock', () => {
  expect(shortcutFor(press('R', { shiftKey: true }), 'none')).toBe('reseed');
  expect(shortcutFor(press('r', { shiftKey: true }), 'none')).toBe('reseed');
  expect(shortcutFor(press('R', { shiftKey: true }), 'text')).toBeNull();
});

it('leaves keys to the control that has the focus', () => {
  expect(shortcutFor(press('r'), 'text')).toBeNull();
  expect(shortcutFor(press('ArrowRight'), 'range')).toBeNull();
  expect(shortcutFor(press(' '), 'button')).toBeNull();
  expect(shortcutFor(press('ArrowRight'), 'button')).toBe('advance');
  expect(shortcutFor(press('r'), 'select')).toBeNull();
});

it('leaves combinations to the browser', () => {
  expect(shortcutFor(press('r', { ctrlKey: true }), 'none')).toBeNull();
});

it('says in words how a run stands', () => {
  const evaluation = {
    step: 1200,
    train: { loss: 0.12, accuracy: 0.95 },
    test: { loss: 0.15, accuracy: 0.9 },
    trainCount: 10,
    testCount: 10,
  };
  const run = { state: 'running', step: 1200, evaluation, stopMessage: null } as const;
  expect(describeState(run)).toBe(
    'Training, step 1,200: training loss 0.1200, test loss 0.1500, test accuracy 90.0 %.',
  );
  expect(describeState({ ...run, state: 'stopped', stopMessage: 'It overflowed.' })).toBe(
    'It overflowed.',
  );
});
