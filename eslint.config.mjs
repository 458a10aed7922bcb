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

export default defineConfig(
  { ignores: ['**/dist', '**/node_modules', '.angular', '.nx', '.tools', '.reprise', 'coverage'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
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
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      'import-x/no-cycle': 'error',
      'reprise/doc-comment-openings': 'error',
      'import-x/no-restricted-paths': rooms(import.meta.dirname),
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      // A Nest module and an Angular component may be a class with nothing in it.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // With noUncheckedIndexedAccess, what is known to be there must sometimes be said.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // It calls assertions unnecessary without which the types of events do not hold.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // MikroORM and Material describe their options as classes, and expect plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `MatDialogRef<void>`: a dialog that answers nothing.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // An implementation of an asynchronous port need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.fixture.ts', '**/*.suite.ts', '**/testing/**/*.ts', 'apps/e2e/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(['testing', 'local-servers', 'setup', 'simulated-nextflow']),
      'import-x/no-restricted-paths': 'off',
      // What a test reads is checked by what it expects.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/unbound-method': 'off',
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
