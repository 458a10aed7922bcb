import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PipelineFolders, Repositories } from '@reprise/pipelines';
import { waitUntil } from '@reprise/testing';
import { EMPTY } from 'rxjs';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { ScriptChecks } from '../../shared/pipelines/script-checks.ts';
import { CheckController } from './check.controller.ts';

describe('a check of parameters for a revision', () => {
  const home = mkdtempSync(join(tmpdir(), 'reprise-check-'));
  afterAll(() => {
    rmSync(home, { recursive: true });
  });
  const source = join(home, 'source');
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', source, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args]);
  const tag = (name: string, properties: object) => {
    writeFileSync(join(source, 'main.nf'), `// ${name}\n`);
    writeFileSync(join(source, 'nextflow_schema.json'), JSON.stringify({ properties }));
    git('add', '.');
    git('commit', '--quiet', '--message', name);
    git('tag', name);
  };

  let pipelines: InstalledPipelines;
  const scripts = new ScriptChecks({ list: () => [] }, { send: () => EMPTY });
  beforeAll(async () => {
    mkdirSync(source);
    mkdirSync(join(home, 'toy'));
    git('init', '--quiet', '--initial-branch', 'main');
    tag('1.0', { depth: { type: 'integer', maximum: 10 } });
    tag('2.0', { depth: { type: 'integer', minimum: 50 } });
    const manifest = { name: 'toy', repository: `file://${source}`, launch: { revision: '1.0' } };
    writeFileSync(join(home, 'toy', 'reprise.json'), JSON.stringify(manifest));
    pipelines = new InstalledPipelines(
      new PipelineFolders([join(home, 'toy')]),
      { inputRoots: [], inputSchemes: [], workRoots: [], takesConfig: false },
      new Repositories({ folder: join(home, 'clones'), hosts: [], offline: false }),
    );
    const isFetched = async () => (await pipelines.find('toy')).schema !== null || undefined;
    await waitUntil(isFetched, { what: 'the default revision is fetched' });
  });
  const check = async (depth: number, revision: string) => {
    const body = { pipeline: 'toy', params: { depth }, launch: { revision } };
    const { errors, warnings } = await new CheckController(pipelines, scripts).check({
      params: undefined,
      query: undefined,
      body,
    });
    return [errors, warnings].map((found) => found.map(({ field }) => field));
  };

  it('finds the errors of the default revision', async () => {
    expect(await check(99, '1.0')).toEqual([['params.depth'], []]);
    expect(await check(5, '1.0')).toEqual([[], []]);
  });

  it('only warns while the schema of another revision is not fetched', async () => {
    expect(await check(99, '2.0')).toEqual([[], ['params.depth', 'launch.revision']]);
    expect(await check(99, '9.9')).toEqual([[], ['params.depth', 'launch.revision']]);
  });

  it('finds the errors of another revision once it is checked out, like a submission', async () => {
    const submitted = await pipelines.at(await pipelines.find('toy'), '2.0');
    expect(await pipelines.check(submitted, { depth: 99 })).toMatchObject({ params: { depth: 99 } });
    expect(await check(99, '2.0')).toEqual([[], []]);
    expect(await check(5, '2.0')).toEqual([['params.depth'], []]);
  });
});
