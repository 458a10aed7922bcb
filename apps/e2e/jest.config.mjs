import { node } from '../../jest.preset.mjs';

export default {
  ...node('e2e'),
  globalSetup: '<rootDir>/jest.global-setup.mjs',
  setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'],
};
