import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { layers } from '../lint/boundaries.mjs';
import { checkout } from '../setup/machine.ts';

const eslint = new ESLint({ cwd: checkout });

/** What eslint.config.mjs, as it is, says of a file of this checkout had it this text. `rule: message`. */
async function lint(file: string, text: string): Promise<string[]> {
  const filePath = join(checkout, file);
  if (!existsSync(filePath)) throw new Error(`${file} is no more: take another file of its layer`);
  const [result] = await eslint.lintText(text, { filePath });
  return result?.messages.map(({ ruleId, message }) => `${ruleId ?? 'eslint'}: ${message}`) ?? [];
}

/** For each layer a file of it, and what it must not use. */
const probes: Readonly<Record<keyof typeof layers, readonly [file: string, forbidden: string]>> = {
  contracts: ['libs/contracts/src/index.ts', '@reprise/job'],
  job: ['libs/job/src/decide.ts', '@reprise/event-log'],
  nextflow: ['libs/nextflow/src/index.ts', '@reprise/job'],
  pipelines: ['libs/pipelines/src/index.ts', '@reprise/event-log'],
  'event-log': ['libs/event-log/src/index.ts', '@reprise/projection'],
  projection: ['libs/projection/src/index.ts', '@reprise/nextflow'],
  gateway: ['apps/gateway/src/main.ts', '@reprise/tools'],
  runner: ['apps/runner/src/main.ts', '@reprise/testing'],
  web: ['apps/web/src/main.ts', '@reprise/job'],
  tools: ['tools/index.ts', '@reprise/testing'],
  testing: ['libs/testing/src/index.ts', '@reprise/gateway/src/main.ts'],
  pipeline: ['pipelines/wes/testing/variants.ts', '@reprise/job'],
  bench: ['tools/bench/main.ts', '@reprise/testing'],
  examples: ['examples/consumer-ts/consumer.ts', '@reprise/testing'],
  e2e: ['apps/e2e/src/lab.ts', '@reprise/runner/src/runner.ts'],
};

describe('lint', () => {
  it('has a probe for each layer', () => {
    expect(Object.keys(probes).sort()).toEqual(Object.keys(layers).sort());
  });

  it.each(Object.entries(probes))('keeps the layer %s from what it must not use', async (_, [file, forbidden]) => {
    const told = await lint(file, `import { x } from '${forbidden}';\nconsole.log(x);\n`);
    expect(told.join('\n')).toMatch(
      /^@nx\/enforce-module-boundaries: (.*can only depend on|Circular dependency|Imports of apps)/m,
    );
  });

  it('keeps services out of each other, and everybody out of the inside of a library', async () => {
    const outside = '@nx/enforce-module-boundaries: Projects cannot be imported by a relative or absolute path';
    for (const [file, imported] of [
      ['apps/gateway/src/main.ts', '../../runner/src/runner.ts'],
      ['apps/runner/src/main.ts', '../../../libs/job/src/decide.ts'],
    ] as const)
      expect((await lint(file, `import { x } from '${imported}';\nconsole.log(x);\n`)).join('\n')).toContain(outside);
  });

  it.each([
    ['any', 'export const planted: any = 1;\n', '@typescript-eslint/no-explicit-any'],
    ['a promise that nobody waits for', 'async function f() {}\nf();\n', '@typescript-eslint/no-floating-promises'],
    [
      'an exception from a rule that is not needed',
      '// eslint-disable-next-line no-var\nexport const a = 1;\n',
      'eslint',
    ],
  ])('finds %s', async (_, text, rule) => {
    const rules = (await lint('libs/job/src/decide.ts', text)).map((line) => line.slice(0, line.indexOf(':')));
    expect(rules).toContain(rule);
  });
});
