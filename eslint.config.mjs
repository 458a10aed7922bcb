import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { boundaries } from './tools/lint/boundaries.mjs';
import { docCommentOpenings } from './tools/lint/doc-comment-openings.mjs';
import { pageBoundaries } from './tools/lint/page-rooms.mjs';
import { rooms } from './tools/lint/rooms.mjs';

/** Rules that need no types; those that do are oxlint's (`.oxlintrc.json`). */
export default defineConfig(
  {
    ignores: [
      '**/dist',
      '**/node_modules',
      '.angular',
      '.nx',
      '.tools',
      '.reprise',
      'coverage',
      'libs/api-client/src/schema.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    plugins: {
      '@nx': nx,
      'import-x': importX,
      reprise: { rules: { 'doc-comment-openings': docCommentOpenings } },
    },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts'] })],
    },
    // Types of constructor parameters are values to Nest, which reads them from the decorators' metadata.
    languageOptions: { parserOptions: { experimentalDecorators: true, emitDecoratorMetadata: true } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      'reprise/doc-comment-openings': 'error',
      'import-x/no-restricted-paths': rooms(import.meta.dirname),
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.fixture.ts', '**/*.suite.ts', '**/testing/**/*.ts', 'apps/e2e/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries([
        'testing',
        'local-servers',
        'setup',
        'simulated-nextflow',
        'api-client',
      ]),
      'import-x/no-restricted-paths': 'off',
    },
  },
  { files: ['apps/web/**/*.ts'], extends: [angular.configs.tsRecommended], processor: angular.processInlineTemplates },
  ...pageBoundaries,
  {
    files: ['apps/web/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  prettier,
);
