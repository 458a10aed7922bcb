import { node } from '../jest.preset.mjs';

export default {
  ...node('tools'),
  setupFilesAfterEnv: ['<rootDir>/../libs/testing/jest.setup.mjs'],
  testPathIgnorePatterns: ['<rootDir>/bench/'],
};
