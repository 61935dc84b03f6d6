import { createRegistry } from '../../core/registry.ts';
import { l1 } from './l1.ts';
import { l2 } from './l2.ts';
import { none } from './none.ts';

export const regularizers = createRegistry('regularizer', [none, l1, l2]);

export type RegularizerId = (typeof regularizers.ids)[number];
export type { RegularizerDefinition } from './definition.ts';
