import angular from 'angular-eslint';
import { defineConfig } from 'eslint/config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { boundaries, cataloguesOf, ownNames } from './tools/lint/boundaries.mjs';
import { docCommentOpenings } from './tools/lint/doc-comment-openings.mjs';
import { importsParser } from './tools/lint/imports-parser.mjs';
import { pageBoundaries } from './tools/lint/page-rooms.mjs';
import { rooms } from './tools/lint/rooms.mjs';

const forbid = (zones) => ['error', { basePath: import.meta.dirname, zones }];

/**
 * Files in which rules must read more than imports and comments, because decorators turn types that no other code uses
 * into values.
 */
const READ_WHOLE = [
  '{apps/web,libs/*/src/page}/**',
  '{apps/{gateway,runner}/src,libs/*/src/gateway}/**/!(*.spec|*.fixture|*.suite).ts',
];

/** Rules that need no types; the rules that do are run by oxlint (`.oxlintrc.json`). */
export default defineConfig(
  {
    ignores: ['**/dist', '**/node_modules', '.angular', '.nx', '.tools', '.reprise', 'coverage'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    plugins: {
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
      'import-x/no-restricted-paths': forbid([...boundaries(import.meta.dirname), ...rooms(import.meta.dirname)]),
      'import-x/no-relative-packages': 'error',
      'reprise/doc-comment-openings': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.fixture.ts', '**/*.suite.ts', '**/testing/**/*.ts', 'apps/e2e/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': forbid(
        boundaries(import.meta.dirname, ['testing', 'local-servers', 'setup', 'simulated-nextflow', 'api-client']),
      ),
    },
  },
  ...cataloguesOf(import.meta.dirname).map(({ file, zones }) => ({
    files: [file],
    rules: { 'import-x/no-restricted-paths': forbid([...zones, ...rooms(import.meta.dirname)]) },
  })),
  { files: ['**/*.ts'], ignores: READ_WHOLE, languageOptions: { parser: importsParser } },
  {
    files: ['{apps/web,libs/*/src/page}/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
  },
  ...ownNames(import.meta.dirname),
  ...pageBoundaries,
  {
    files: ['{apps/web,libs/*/src/page}/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
);
