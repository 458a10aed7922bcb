import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import type { FieldProblem } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { PipelineFolders, Repositories } from '@reprise/pipelines';
import { EMPTY } from 'rxjs';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { ScriptChecks } from '../../shared/pipelines/script-checks.ts';
import { lookUp } from '../commands/submit.ts';
import { Samplesheets } from '../sheets/samplesheets.ts';
import { changedParams } from '../command-requests/changed-params.ts';
import { CheckController } from './check.controller.ts';
import type { LookUpSources } from '../command-requests/look-up.ts';

describe('a required parameter that a profile may set', () => {
  const [home = '', profiled = ''] = ['toy', 'profiled'].map(() => mkdtempSync(join(tmpdir(), 'reprise-profiles-')));
  afterAll(() => {
    for (const folder of [home, profiled]) rmSync(folder, { recursive: true });
  });
  const schema = { properties: { input: { type: 'string' }, depth: { type: 'integer' } }, required: ['input'] };
  writeFileSync(join(home, 'reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf' }));
  writeFileSync(join(home, 'nextflow_schema.json'), JSON.stringify(schema));
  writeFileSync(join(home, 'nextflow.config'), "profiles {\n  test { includeConfig 'conf/test.config' }\n}\n");
  writeFileSync(join(home, 'main.nf'), 'workflow { }\n');
  cpSync(home, profiled, { recursive: true });
  const manifest = { name: 'profiled', script: 'main.nf', launch: { profiles: ['test'] } };
  writeFileSync(join(profiled, 'reprise.json'), JSON.stringify(manifest));
  const pipelines = new InstalledPipelines(
    new PipelineFolders([home, profiled]),
    { inputRoots: [], inputSchemes: [], workRoots: [], takesConfig: false },
    new Repositories({ folder: join(home, 'clones'), hosts: [], offline: true }),
  );
  const sheets = new Samplesheets(pipelines, {} as CommandBus, { reasonRequired: [] });
  const named = { pipeline: 'toy', params: { depth: 3 } };
  const missing = (message: string) => [{ field: 'params.input', message }];
  const doubt = 'is required by the schema; the run fails unless a profile or a config sets it';

  const submitted = async (launch: object) => {
    const warnings: FieldProblem[] = [];
    const body = { ...named, sample_name: 'S1', launch };
    const sources = { pipelines, queues: { assertExists: () => Promise.resolve() } } as unknown as LookUpSources;
    const warn = (found: readonly FieldProblem[]) => warnings.push(...found);
    await lookUp.make(body, null as never, sources, warn, null as never);
    return warnings;
  };
  const rerun = async (launch?: object, pipeline = 'toy') =>
    (await changedParams({ ...named, pipeline, pipeline_revision: '', launch } as unknown as Job, {}, pipelines))
      .warnings;

  it.each([
    ['submission', submitted],
    ['rerun', (launch: object) => rerun(launch)],
  ])('is only warned of in the %s of a job with a profile', async (_, ask) => {
    expect(await ask({ profiles: ['test'] })).toEqual(missing(doubt));
    await expect(ask({})).rejects.toMatchObject({ errors: missing('is required') });
  });

  it('is refused in the rerun of a job without a profile, whatever profiles the manifest names for new jobs', async () => {
    await expect(rerun(undefined, 'profiled')).rejects.toMatchObject({ errors: missing('is required') });
  });

  it('is only warned of in the check of a job with a profile', async () => {
    const scripts = new ScriptChecks({ list: () => [] }, { send: () => EMPTY });
    const check = (launch: object) =>
      new CheckController(pipelines, scripts).check({
        params: undefined,
        query: undefined,
        body: { ...named, launch },
      });
    expect(await check({ profiles: ['test'] })).toMatchObject({ errors: [], warnings: missing(doubt) });
    expect(await check({})).toMatchObject({ errors: missing('is required'), warnings: [] });
  });

  it('is only warned of in a samplesheet of jobs with a profile', async () => {
    const check = (launch: object) =>
      sheets.check({ pipeline: 'toy', params: {}, launch, columns: ['sample', 'depth'], rows: [['S1', '3']] });
    const found = [{ row: null, column: 'input', message: doubt }];
    expect(await check({ profiles: ['test'] })).toMatchObject({ errors: [], warnings: found });
    expect(await check({})).toMatchObject({ errors: [{ column: 'input' }], warnings: [] });
  });
});
