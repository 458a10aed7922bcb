const folders = ['apps', 'libs', 'tools', 'examples'].map((name) => `<rootDir>/${name}`);

/**
 * Specs of all projects except the page. Each worker is a bare Node that has loaded our packages once for all specs.
 */
const node = {
  rootDir: import.meta.dirname,
  roots: folders,
  runner: '<rootDir>/tools/test/node/runner.mjs',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/apps/web/', '<rootDir>/libs/[^/]+/src/page/'],
  modulePathIgnorePatterns: ['/node_modules/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  setupFiles: ['<rootDir>/tools/test/node/typescript.mjs'],
  setupFilesAfterEnv: ['<rootDir>/tools/test/node/jest-object.mjs', '<rootDir>/tools/test/node/time-limits.mjs'],
};

export default {
  projects: [
    { ...node, displayName: 'node', testMatch: ['<rootDir>/**/!(*.e2e).spec.ts'] },
    {
      ...node,
      displayName: 'journeys',
      testMatch: ['<rootDir>/**/*.e2e.spec.ts'],
      globalSetup: '<rootDir>/tools/test/node/build-once.mjs',
    },
    '<rootDir>/apps/web',
  ],
  testSequencer: '<rootDir>/tools/test/longest-first.mjs',
};
