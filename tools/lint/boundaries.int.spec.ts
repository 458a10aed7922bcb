import { join } from 'node:path';
import nx from '@nx/eslint-plugin';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { checkout } from '../setup/machine.ts';
import { boundaries } from './boundaries.mjs';

const rule = '@nx/enforce-module-boundaries';

/** What the rule says of a file that is not there, with one import. */
async function imports(folder: string, imported: string, extra: string[] = []): Promise<string | undefined> {
  const eslint = new ESLint({
    cwd: checkout,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      plugins: { '@nx': nx as never },
      rules: { [rule]: boundaries(extra) as never },
    },
  });
  const planted = join(checkout, folder, 'src', 'planted.ts');
  const [result] = await eslint.lintText(`import { x } from '${imported}';\nconsole.log(x);\n`, { filePath: planted });
  return result?.messages.map((message) => message.message).join('\n');
}

describe('the boundaries between layers', () => {
  it.each([
    ['libs/contracts', '@reprise/job'],
    ['libs/job', '@reprise/event-log'],
    ['libs/event-log', '@reprise/projection'],
    ['libs/projection', '@reprise/nextflow'],
    ['libs/nextflow', '@reprise/job'],
    ['libs/nextflow', '@reprise/event-log'],
    ['libs/pipelines', '@reprise/event-log'],
    ['apps/web', '@reprise/job'],
    ['apps/gateway', '@reprise/testing'],
    ['apps/gateway', '@reprise/tools'],
    ['apps/runner', '@reprise/testing'],
  ])('keep %s from using %s', async (folder, imported) => {
    expect(await imports(folder, imported)).toMatch(/can only depend on|Circular dependency/);
  });

  it.each([
    ['apps/gateway', '../../runner/src/main.ts'],
    ['tools', '../../apps/runner/src/runner.ts'],
    ['libs/job', '../../contracts/src/index.ts'],
  ])('keep %s from reaching into %s', async (folder, imported) => {
    expect(await imports(folder, imported)).toContain('relative or absolute');
  });

  it.each([
    ['libs/job', '@reprise/contracts'],
    ['apps/web', '@reprise/contracts'],
    ['apps/gateway', '@reprise/projection'],
    ['apps/runner', '@reprise/nextflow'],
    ['apps/e2e', '@reprise/tools'],
  ])('let %s use %s', async (folder, imported) => {
    expect(await imports(folder, imported)).toBe('');
  });

  it('let a test of any layer use the servers of the tests', async () => {
    expect(await imports('libs/event-log', '@reprise/testing', ['testing'])).toBe('');
  });
});
