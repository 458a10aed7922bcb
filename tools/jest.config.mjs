import { node } from '../jest.preset.mjs';

export default {
  ...node('tools'),
  setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'],
  testPathIgnorePatterns: ['<rootDir>/bench/'],
};
