import { createRegistry } from '../../core/registry.ts';
import { constant } from './constant.ts';
import { glorotNormal } from './glorot-normal.ts';
import { glorotUniform } from './glorot-uniform.ts';
import { heNormal } from './he-normal.ts';
import { heUniform } from './he-uniform.ts';
import { lecunNormal } from './lecun-normal.ts';
import { lecunUniform } from './lecun-uniform.ts';
import { normal } from './normal.ts';
import { orthogonal } from './orthogonal.ts';
import { uniform } from './uniform.ts';
import { zeros } from './zeros.ts';

export const initializers = createRegistry('initializer', [
  zeros,
  constant,
  uniform,
  normal,
  lecunUniform,
  lecunNormal,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  orthogonal,
]);

export type InitializerId = (typeof initializers.ids)[number];
export type { InitializerDefinition } from './definition.ts';
