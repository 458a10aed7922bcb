import { globSync } from 'node:fs';

/** Every folder with a jest.config.mjs is a project; under a pattern, jest would stumble over the folders without one. */
const folders = ['libs/*', 'apps/*', 'pipelines/*', 'tools', 'tools/bench', 'examples'].map(
  (folder) => `${folder}/jest.config.mjs`,
);
export default {
  projects: globSync(folders, { cwd: import.meta.dirname }).map((file) => `<rootDir>/${file}`),
  testSequencer: '<rootDir>/tools/test/longest-first.mjs',
};
