import type { CodeGenerator } from './code.ts';
import { jax } from './jax.ts';
import { keras } from './keras.ts';
import { pytorch } from './pytorch.ts';

/** The libraries a model is written for, in the order of menus. */
export const CODE_GENERATORS: readonly CodeGenerator[] = [pytorch, keras, jax];
