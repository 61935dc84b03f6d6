import { expect, it } from 'vitest';
import { createEngineCatalogue } from '../../../src/session/engine-catalogue.ts';
import {
  ENGINE_CHOICES,
  ENGINE_IDS,
  engineLabel,
} from '../../../src/ui/shell/engine-choices.ts';

// The page may not import the catalogue, which runs in the worker, so it keeps a list of its own.
const { entries } = createEngineCatalogue({ findGpu: async () => undefined });

it('offers every engine of the session under the same name, in the same order', () => {
  expect(ENGINE_IDS).toEqual(entries.map(({ id }) => id));
  expect(ENGINE_IDS.map(engineLabel)).toEqual(entries.map(({ label }) => label));
});

it('offers the automatic choice first', () => {
  expect(ENGINE_CHOICES[0].id).toBe('auto');
});

it('calls an engine that it does not know by its id', () => {
  expect(engineLabel('abacus')).toBe('abacus');
});
