import { createRegistry } from '../../core/registry.ts';
import { none } from './none.ts';
import { norm } from './norm.ts';
import { value } from './value.ts';

export const clippings = createRegistry('gradient clipping', [none, value, norm]);

export type ClippingId = (typeof clippings.ids)[number];
export type { ClippingDefinition } from './definition.ts';
