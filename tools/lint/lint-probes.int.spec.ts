import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { checkout } from '@reprise/setup';
import { layers } from './boundaries.mjs';

const boundary = /^(?:import-x\/no-restricted-paths|import-x\/no-relative-packages|no-restricted-imports)$/;
const eslint = new ESLint({ cwd: checkout });
/** Types are not loaded: boundaries do not need them, and they take seconds per project. */
const boundariesOnly = new ESLint({
  cwd: checkout,
  ruleFilter: ({ ruleId }) => boundary.test(ruleId),
  overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
});

/**
 * Returns the findings of the unchanged eslint.config.mjs for a file in this checkout with this text, each as `rule:
 * message`.
 */
async function lint(file: string, text: string, linter = eslint): Promise<string[]> {
  const filePath = join(checkout, file);
  if (!existsSync(filePath)) throw new Error(`${file} is no more: take another file of its layer`);
  const [result] = await linter.lintText(text, { filePath });
  return result?.messages.map(({ ruleId, message }) => `${ruleId ?? 'eslint'}: ${message}`) ?? [];
}

/** Returns the boundary messages for this import in this file; empty if it is allowed. */
async function refusal(file: string, imported: string): Promise<string> {
  const found = await lint(file, `import { x } from '${imported}';\nconsole.log(x);\n`, boundariesOnly);
  return found.join('\n');
}

/** For each layer, one of its files, and forbidden imports. */
const forbidden: Readonly<Record<keyof typeof layers, readonly [file: string, ...others: string[]]>> = {
  contracts: ['libs/contracts/src/index.ts', '@reprise/job'],
  'api-client': ['libs/api-client/src/index.ts', '@reprise/job'],
  job: ['libs/job/src/decide.ts', '@reprise/event-log'],
  nextflow: ['libs/nextflow/src/index.ts', '@reprise/job', '@reprise/event-log'],
  executors: ['libs/executors/src/index.ts', '@reprise/job', '@reprise/contracts'],
  pipelines: ['libs/pipelines/src/index.ts', '@reprise/event-log'],
  'event-log': ['libs/event-log/src/index.ts', '@reprise/read-model', '@reprise/testing'],
  'job-store': ['libs/job-store/src/index.ts', '@reprise/read-model', '@reprise/nextflow'],
  'result-files': ['libs/result-files/src/index.ts', '@reprise/contracts'],
  'accounts/contract': ['libs/accounts/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'accounts/gateway': ['libs/accounts/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'accounts/page': ['libs/accounts/src/page/wing.ts', '@reprise/gateway/shared/records.ts', '@reprise/samples/page'],
  'approvals/contract': ['libs/approvals/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'approvals/gateway': ['libs/approvals/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'approvals/page': ['libs/approvals/src/page/wing.ts', '@reprise/bulk/page', '@reprise/job'],
  'batches/contract': ['libs/batches/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'batches/gateway': ['libs/batches/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'batches/page': ['libs/batches/src/page/wing.ts', '@reprise/samples/page', '@reprise/job'],
  'bulk/contract': ['libs/bulk/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'bulk/gateway': ['libs/bulk/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'bulk/page': ['libs/bulk/src/page/wing.ts', '@reprise/samples/page', '@reprise/job'],
  'notifications/contract': ['libs/notifications/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'notifications/gateway': ['libs/notifications/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'notifications/page': ['libs/notifications/src/page/wing.ts', '@reprise/samples/page', '@reprise/job'],
  'notifications/webhooks': [
    'libs/notifications/src/webhooks/index.ts',
    '@reprise/audit-integrity',
    '@reprise/gateway/shared/records.ts',
  ],
  'operations/contract': ['libs/operations/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'operations/gateway': ['libs/operations/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'operations/page': ['libs/operations/src/page/wing.ts', '@reprise/samples/page', '@reprise/job'],
  'provenance/contract': ['libs/provenance/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'provenance/gateway': ['libs/provenance/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'provenance/page': ['libs/provenance/src/page/wing.ts', '@reprise/gateway/shared/records.ts', '@reprise/job'],
  'samples/contract': ['libs/samples/src/contract/wing.ts', '@reprise/job', '@reprise/samples/fastq'],
  'samples/gateway': ['libs/samples/src/gateway/wing.ts', '@reprise/launcher', '@reprise/testing'],
  'samples/page': ['libs/samples/src/page/wing.ts', '@reprise/gateway/shared/records.ts', '@reprise/job'],
  'samples/fastq': ['libs/samples/src/fastq/index.ts', '@reprise/contracts'],
  'variants/acmg': ['libs/variants/src/acmg/index.ts', '@reprise/contracts'],
  'variants/contract': ['libs/variants/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'variants/gateway': ['libs/variants/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'variants/page': ['libs/variants/src/page/wing.ts', '@reprise/samples/page', '@reprise/job'],
  'views/contract': ['libs/views/src/contract/wing.ts', '@reprise/job', '@reprise/samples/contract'],
  'views/page': ['libs/views/src/page/wing.ts', '@reprise/samples/page', '@reprise/job'],
  'views/gateway': ['libs/views/src/gateway/wing.ts', '@reprise/launcher', '@reprise/samples/gateway'],
  'secret-files': ['libs/secret-files/src/index.ts', '@reprise/contracts'],
  'read-model': ['libs/read-model/src/index.ts', '@reprise/audit-integrity', '@reprise/nextflow'],
  'audit-integrity': ['libs/audit-integrity/src/index.ts', '@reprise/job-store', '@reprise/nextflow'],
  gateway: ['apps/gateway/src/main.ts', '@reprise/launcher', '@reprise/testing'],
  runner: ['apps/runner/src/main.ts', '@reprise/testing', '@reprise/setup'],
  web: ['apps/web/src/main.ts', '@reprise/job'],
  settings: ['libs/settings/src/index.ts', '@reprise/job', '@reprise/testing'],
  'local-servers': ['libs/local-servers/src/index.ts', '@reprise/event-log', '@reprise/setup'],
  setup: ['libs/setup/src/index.ts', '@reprise/launcher', '@reprise/event-log'],
  launcher: ['libs/launcher/src/index.ts', '@reprise/read-model', '@reprise/testing'],
  cli: ['apps/cli/src/main.ts', '@reprise/testing', '@reprise/gateway/shared/records.ts'],
  'simulated-nextflow': ['libs/simulated-nextflow/src/index.ts', '@reprise/job'],
  testing: ['libs/testing/src/index.ts', '@reprise/event-log', '@reprise/gateway/shared/records.ts'],
  tools: ['tools/test/main.ts', '@reprise/gateway/shared/records.ts'],
  pipeline: ['tools/wes/testing/variants.ts', '@reprise/job'],
  bench: ['tools/bench/main.ts', '@reprise/runner/simulation'],
  simulation: ['tools/simulation/main.ts', '@reprise/gateway/shared/records.ts'],
  examples: ['examples/consumer-ts/consumer.ts', '@reprise/testing'],
  e2e: ['apps/e2e/src/lab.ts', '@reprise/runner/simulation'],
};
const probes = Object.values(forbidden).flatMap(([file, ...others]) => others.map((other) => [file, other] as const));

describe('lint', () => {
  it('has a probe for each layer', () => {
    expect(Object.keys(forbidden).sort()).toEqual(Object.keys(layers).sort());
  });

  it.each(probes)('keeps %s from using %s', async (file, other) => {
    expect(await refusal(file, other)).toContain('may use');
  });

  it.each([
    ['apps/gateway/src/main.ts', '../../runner/src/runner.ts'],
    ['apps/runner/src/main.ts', '../../../libs/job/src/decide.ts'],
    ['tools/test/main.ts', '../../apps/runner/src/runner.ts'],
    ['libs/job/src/decide.ts', '../../contracts/src/index.ts'],
  ])('keeps %s from reaching into %s', async (file, inside) => {
    expect(await refusal(file, inside)).toContain('Relative import from another package is not allowed');
  });

  it.each([
    ['tools/test/main.ts', '../bench/run/run.ts'],
    ['tools/bench/main.ts', '../test/jest.ts'],
    ['examples/consumer-ts/consumer.ts', '../../tools/wes/testing/variants.ts'],
  ])('keeps %s from using %s, which is in no package', async (file, inside) => {
    expect(await refusal(file, inside)).toContain('may use');
  });

  it.each([
    ['libs/contracts/src', 'index.ts', '@reprise/samples/contract'],
    ['libs/contracts/src/routes', 'api.ts', '@reprise/notifications/contract'],
    ['apps/gateway/src', 'app.module.ts', '@reprise/samples/gateway'],
    ['apps/web/src/app', 'app.routes.ts', '@reprise/samples/page'],
  ])('allows in %s only the catalogue to use a wing', async (folder, other, wing) => {
    expect(await refusal(`${folder}/${other}`, wing)).toContain('may use');
    expect(await refusal(`${folder}/catalogue.ts`, wing)).toBe('');
  });

  it('keeps a project from importing itself by name', async () => {
    expect(await refusal('libs/job/src/decide.ts', '@reprise/job')).toContain('by path');
  });

  it.each([
    'export const a = 1; /** A comment. */ export { x } from',
    'const x = `${await import("./other.ts")} /* no comment`;\nexport * from',
    'const { x } = await import(',
    'export type { x } from',
  ])('finds a forbidden import after other code: %s', async (start) => {
    const file = 'libs/event-log/src/index.ts';
    const found = await lint(
      file,
      `${start} '@reprise/read-model'${start.endsWith('(') ? ')' : ''};\n`,
      boundariesOnly,
    );
    expect(found).toEqual([expect.stringContaining('may use')]);
  });

  it('requires a type import for a type, unless a decorator makes it a value', async () => {
    const text = (decorator: string) =>
      `import { Jobs } from './jobs.ts';\n${decorator} class Reader { constructor(readonly jobs: Jobs) {} }\nnew Reader();\n`;
    const found = async (decorator: string) => (await lint('apps/gateway/src/main.ts', text(decorator))).join('\n');
    expect(await found('')).toContain('consistent-type-imports');
    expect(await found('@Injectable()')).not.toContain('consistent-type-imports');
  });

  it('keeps tests from using servers built on the code under test', async () => {
    expect(await refusal('libs/contracts/src/golden.spec.ts', '@reprise/testing')).toContain('may use');
  });

  it.each([
    ['libs/job/src/decide.ts', '@reprise/contracts'],
    ['apps/web/src/main.ts', '@reprise/contracts'],
    ['apps/gateway/src/main.ts', '@reprise/read-model'],
    ['libs/notifications/src/webhooks/index.ts', '@reprise/read-model'],
    ['apps/runner/src/main.ts', '@reprise/nextflow'],
    ['apps/e2e/src/lab.ts', '@reprise/launcher'],
    ['apps/cli/src/main.ts', '@reprise/launcher'],
    // Tests of any layer may use the test servers.
    ['libs/event-log/src/jetstream/connect.int.spec.ts', '@reprise/testing'],
  ])('allows %s to use %s', async (file, other) => {
    expect(await refusal(file, other)).toBe('');
  });

  it.each([
    ['audit', 'apps/gateway/src/audit/audit.module.ts', '../jobs/storages.ts'],
    ['shared', 'apps/gateway/src/shared/http/caller.ts', '../../jobs/storages.ts'],
    ['runners', 'apps/gateway/src/runners/runners.module.ts', '../main.ts'],
    ['client', 'apps/cli/src/client/program.ts', '../server/local-server.ts'],
  ])('keeps %s from using another module of its app', async (room, file, other) => {
    const reports = await lint(file, `import { x } from '${other}';\nconsole.log(x);\n`);
    expect(reports).toContainEqual(expect.stringMatching(`^import-x/no-restricted-paths: .*${room} may use`));
  });

  it('allows a feature of an app to use shared code', async () => {
    const reports = await lint(
      'apps/gateway/src/audit/audit.module.ts',
      `import { x } from '../shared/http/problem.ts';\nconsole.log(x);\n`,
    );
    expect(reports).not.toContainEqual(expect.stringContaining('no-restricted-paths'));
  });

  it.each([
    ['apps/web/src/app/core/live/live.ts', '../../shared/format.ts'],
    ['apps/web/src/app/core/page/toasts.ts', '../../commands/index.ts'],
    ['apps/web/src/app/shared/parts/when.ts', '../../commands/index.ts'],
    ['apps/web/src/app/commands/reasons/suggested-reasons.ts', '../../features/jobs/job-list.ts'],
    ['apps/web/src/app/shell/shell.ts', '../commands/index.ts'],
    ['apps/web/src/app/features/jobs/table/job-table-row.ts', '../../audit/audit-list.ts'],
    ['apps/web/src/app/features/jobs/job-list.ts', '../audit/audit-list.ts'],
    ['apps/web/src/app/features/audit/audit-list.spec.ts', '../jobs/job-list.ts'],
    ['apps/web/src/app/features/audit/audit-list.ts', '../../features/jobs/job-list.ts'],
  ])('keeps the module of %s from using %s', async (file, other) => {
    const problems = await lint(file, `export { x } from '${other}';\n`);
    expect(problems).toContainEqual(expect.stringMatching(/may use only|Features do not import each other/));
  });

  it('keeps values of the contracts, and zod with them, out of the first load of the page', async () => {
    const found = (text: string) => lint('apps/web/src/app/core/live/live.ts', `${text} from '@reprise/contracts';\n`);
    expect(await found('export { JobView }')).toEqual([expect.stringContaining('brings all of zod')]);
    expect(await found('export type { JobView }')).toEqual([]);
    const ofWing = `export { UploadView } from '../contract/index.ts';\n`;
    expect(await lint('libs/samples/src/page/wing.ts', ofWing)).toEqual([expect.stringContaining('brings all of zod')]);
    const ofPage = `export { JobView } from '@reprise/contracts';\n`;
    expect(await lint('apps/web/src/app/features/audit/page.ts', ofPage)).toEqual([
      expect.stringContaining('brings all of zod'),
    ]);
  });

  it.each([
    [
      'an exception from a rule that is not needed',
      '// eslint-disable-next-line no-var\nexport const a = 1;\n',
      'eslint',
    ],
    [
      'a doc comment that hides its subject',
      '/** What is planted. */\nexport const planted = 1;\n',
      'reprise/doc-comment-openings',
    ],
  ])('finds %s', async (_, text, rule) => {
    const rules = (await lint('libs/job/src/decide.ts', text)).map((line) => line.slice(0, line.indexOf(':')));
    expect(rules).toContain(rule);
  });
});
