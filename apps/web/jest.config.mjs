const tools = '<rootDir>/../../tools/test';

/** Specs of the page. Each worker is a plain Node process that loads Angular once for all specs. */
export default {
  displayName: 'web',
  runner: `${tools}/page/runner.mjs`,
  roots: ['<rootDir>/src', '<rootDir>/../../libs'],
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/../../libs/*/src/page/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Replaces template URLs with templates, and adds the metadata about signals that Angular's compiler needs.
  transform: { '\\.ts$': ['jest-preset-angular', { tsconfig: '<rootDir>/tsconfig.spec.json', useESM: true }] },
  setupFiles: [`${tools}/page/dom.mjs`],
  setupFilesAfterEnv: [
    `${tools}/node/jest-object.mjs`,
    `${tools}/node/time-limits.mjs`,
    '<rootDir>/jest.setup.ts',
    `${tools}/page/clean-up.mjs`,
  ],
};
