import { testPresets } from '../support/preset-suite.ts';

testPresets('webgpu');
