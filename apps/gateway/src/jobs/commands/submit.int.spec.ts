import { mkdirSync, writeFileSync } from 'node:fs';
import { newId } from '@reprise/event-log';
import type { HistoryEntry, Page, ParamsCheck, PipelineList } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import { eventually } from '../../testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

/** A list that is nested this many levels deep. */
const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

describe('a submission', () => {
  it('answers with the job, and records the whole specification with real paths', async () => {
    const { message, job_id, seq, command_id } = await gateway.submit({ 'x-correlation-id': 'lab-request-7' });
    expect(message).toBe('Pipeline submitted');
    const job = await gateway.job(job_id, seq);
    expect(job).toMatchObject({
      status: 'pending',
      sample_name: 'S1',
      created_by: 'admin',
      queue_position: expect.any(Number) as number,
      allowed_actions: ['cancel', 'priority', 'move', 'label'],
      params: { depth: 30, input_dir: `${gateway.folder}/pipelines/toy/demo/S1` },
    });
    const { items } = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${job_id}/history`);
    expect(items).toMatchObject([
      {
        seq,
        type: 'submitted',
        actor: 'admin',
        correlation_id: 'lab-request-7',
        causation_id: command_id,
        data: {
          pipeline: 'toy',
          pipeline_revision: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          inputs: [{ path: `${gateway.folder}/pipelines/toy/demo/S1/S1.fastq`, bytes: 5 }],
        },
      },
    ]);
  });

  it('records the number of input files when it cannot list them all', async () => {
    const many = `${gateway.folder}/pipelines/toy/demo/many`;
    mkdirSync(many);
    for (let n = 0; n < 501; n++) writeFileSync(`${many}/${String(n)}`, '');
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: many } };
    const { job_id, seq } = await gateway.accepted('/api/jobs', body);
    const { items } = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${job_id}/history?min_seq=${String(seq)}`);
    expect(items[0]!.data).toMatchObject({ inputs_count: 501 });
  });

  it.each([
    ['an unknown pipeline', { pipeline: 'nope' }, 'pipeline'],
    ['a broken pipeline', { pipeline: 'broken' }, 'pipeline'],
    ['a missing parameter', { params: {} }, 'params.input_dir'],
    ['parameters nested too deep', { params: { input_dir: './demo/S1', deep: nested(70) } }, 'params.deep'],
    ['parameters nested far too deep', { params: { input_dir: './demo/S1', deep: nested(2000) } }, 'params.deep'],
    ['a URL that no setting allows', { params: { input_dir: 'gs://bucket/S1' } }, 'params.input_dir'],
    ['a wrong parameter', { params: { input_dir: './demo/S1', depth: 0 } }, 'params.depth'],
    ['the output parameter', { params: { input_dir: './demo/S1', output_dir: '/tmp/x' } }, 'params.output_dir'],
    ['an input outside the roots', { params: { input_dir: '/etc' } }, 'params.input_dir'],
    ['a missing input', { params: { input_dir: './demo/S9' } }, 'params.input_dir'],
    ['a sample that has no name', { sample_name: '' }, 'sample_name'],
    ['a field too many', { colour: 'red' }, 'colour'],
    ['no sample', { sample_name: undefined }, 'sample_name'],
    ['a resume after an error', { resume_after: { causes: ['error'], times: 2 } }, 'resume_after.causes.0'],
    ['a resume after nothing', { resume_after: { causes: [], times: 2 } }, 'resume_after.causes'],
    [
      'a resume after the same twice',
      { resume_after: { causes: ['killed', 'killed'], times: 2 } },
      'resume_after.causes',
    ],
    ['resumes without end', { resume_after: { causes: ['killed'], times: 6 } }, 'resume_after.times'],
  ])('is refused with %s, naming the field, and records nothing', async (_, change, field) => {
    const before = (await gateway.log.head()).last_seq;
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' }, ...change };
    const problem = await problemOf(await gateway.post('/api/jobs', body));
    expect(problem).toMatchObject({ status: 422, errors: [{ field, message: expect.any(String) as string }] });
    expect((await gateway.log.head()).last_seq).toBe(before);
  });

  it('accepts a parameter outside of the schema with a warning', async () => {
    const params = { input_dir: './demo/S1', dept: 1 };
    const answer = await gateway.accepted('/api/jobs', { pipeline: 'toy', sample_name: 'S1', params });
    expect(answer.warnings).toEqual([{ field: 'params.dept', message: 'is not in the schema of this pipeline' }]);
  });

  it('has a dry run that records nothing', async () => {
    const before = (await gateway.log.head()).last_seq;
    const params = { input_dir: './demo/S9', depth: 0, dept: 1 };
    const response = await gateway.post('/api/jobs/check', { pipeline: 'toy', params });
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { errors: [{ field: 'params.depth' }, { field: 'params.input_dir' }], warnings: [{ field: 'params.dept' }] },
    ]);
    const unknown = await problemOf(await gateway.post('/api/jobs/check', { pipeline: 'none' }));
    expect(unknown).toMatchObject({ status: 422, errors: [{ field: 'pipeline' }] });
    expect((await gateway.log.head()).last_seq).toBe(before);
  });

  it('has a dry run of launch options, with the errors and warnings of a submission', async () => {
    const launch = { profiles: ['nope'], entry: 'NONE', config: 'process {', work_dir: '/etc' };
    const params = { input_dir: './demo/S1' };
    const check = async (given: object) =>
      (await (await gateway.post('/api/jobs/check', { pipeline: 'toy', params, launch: given })).json()) as ParamsCheck;
    expect((await check(launch)).errors).toContainEqual(expect.objectContaining({ field: 'launch.work_dir' }));
    const { work_dir: _, ...rest } = launch;
    const { errors, warnings } = await check(rest);
    const ofLaunch = errors.filter(({ field }) => field.startsWith('launch.'));
    expect(ofLaunch.map(({ field }) => field)).toEqual(['launch.config', 'launch.entry']);
    expect(warnings.map(({ field }) => field)).toEqual(['launch.profiles']);
    const body = { pipeline: 'toy', sample_name: 'S1', params };
    const refused = await problemOf(await gateway.post('/api/jobs', { ...body, launch: rest }));
    expect(refused).toMatchObject({ status: 422, errors: ofLaunch });
    const accepted = await gateway.accepted('/api/jobs', { ...body, launch: { profiles: ['nope'] } });
    expect(accepted.warnings).toEqual(warnings);
  });

  it('treats an empty launch option, and null, as absent', async () => {
    const params = { input_dir: './demo/S1' };
    const launch = { profiles: ['test'], entry: '', env: { LAB_SETTING: null }, files: { data: null } };
    const { job_id, seq } = await gateway.accepted('/api/jobs', { pipeline: 'toy', sample_name: 'S1', params, launch });
    expect((await gateway.job(job_id, seq)).launch).toEqual({ profiles: ['test'] });
    const wrong = { entry: '-x', env: { LAB_SETTING: 1 } };
    const { errors } = await problemOf(
      await gateway.post('/api/jobs', { pipeline: 'toy', sample_name: 'S1', params, launch: wrong }),
    );
    expect(errors?.map(({ field }) => field)).toEqual(['launch.entry', 'launch.env.LAB_SETTING']);
  });

  it('finds a pipeline that was added after the start, and rejects a broken one', async () => {
    const folder = `${gateway.folder}/pipelines/late`;
    mkdirSync(folder);
    writeFileSync(`${folder}/main.nf`, '');
    writeFileSync(`${folder}/reprise.json`, '{ "name": "late", ');
    const seen = () => gateway.get<PipelineList>('/api/pipelines');
    await waitUntil(async () => (await seen()).broken.some(({ file }) => file === `${folder}/reprise.json`), {
      what: 'the broken manifest is reported',
    });
    expect((await seen()).items.map(({ name }) => name)).toContain('toy');
    writeFileSync(`${folder}/reprise.json`, '{ "name": "late", "script": "main.nf" }');
    await waitUntil(async () => (await seen()).items.some(({ name }) => name === 'late'), {
      what: 'the new pipeline is there',
    });
    await gateway.accepted('/api/jobs', { pipeline: 'late', sample_name: 'S1' });
  });

  it('is too large with parameters of more than 128 KiB', async () => {
    const params = { input_dir: './demo/S1', note: 'x'.repeat(200_000) };
    const problem = await problemOf(await gateway.post('/api/jobs', { pipeline: 'toy', sample_name: 'S1', params }));
    expect(problem).toMatchObject({ status: 413, detail: 'The parameters are too large: at most 128 KiB.' });
  });

  it('makes one job from two requests with one Idempotency-Key, and rejects the second with a different body', async () => {
    const key = { 'idempotency-key': newId() };
    const first = await gateway.submit(key);
    expect(await gateway.submit(key)).toEqual(first);
    const other = { pipeline: 'toy', sample_name: 'S2', params: { input_dir: './demo/S1' } };
    const problem = await problemOf(await gateway.post('/api/jobs', other, key));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'Idempotency-Key' }] });
  });

  it('with a policy is resumed as often as the policy allows, and shows this before and after', async () => {
    const params = { input_dir: './demo/S1' };
    const resume_after = { causes: ['killed'], times: 1 };
    const { job_id } = await gateway.accepted('/api/jobs', {
      pipeline: 'toy',
      sample_name: 'S1',
      params,
      resume_after,
    });
    await gateway.runner.start(job_id);
    const killed = await gateway.runner.fail(job_id, 1, 'killed');
    const resumed = await eventually('its policy has resumed it', async () => {
      const job = await gateway.job(job_id, killed);
      return job.attempt === 2 ? job : null;
    });
    const resume = { cause: 'killed', number: 1, times: 1 };
    expect(resumed).toMatchObject({ resume_after, automatic_resume: { ...resume, state: 'under_way' } });
    const { items } = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${job_id}/history`);
    const reason = 'Nextflow was killed (1 of 1 resume by resume_after)';
    expect(items.at(-1)).toMatchObject({ type: 'resume_requested', actor: 'gateway', data: { attempt: 2, reason } });
    await gateway.runner.start(job_id, 2);
    const failed = await gateway.job(job_id, await gateway.runner.fail(job_id, 2, 'killed'));
    expect(failed).toMatchObject({ status: 'failed', automatic_resume: { ...resume, state: 'used_up' } });
  });

  it("uses the manifest's policy unless it sets one or switches it off", async () => {
    const folder = `${gateway.folder}/pipelines/again`;
    const resume_after = { causes: ['runner_lost'], times: 2 };
    mkdirSync(folder);
    writeFileSync(`${folder}/main.nf`, '');
    writeFileSync(`${folder}/reprise.json`, JSON.stringify({ name: 'again', script: 'main.nf', resume_after }));
    const body = { pipeline: 'again', sample_name: 'S1', params: { input_dir: `${gateway.folder}/inputs/S2` } };
    await eventually('the pipeline is there', async () => {
      const { items } = await gateway.get<PipelineList>('/api/pipelines');
      return items.find(({ name }) => name === 'again') ?? null;
    });
    const other = { causes: ['node_failed', 'preempted'], times: 5 };
    for (const [given, recorded] of [
      [{}, resume_after],
      [{ resume_after: other }, other],
      [{ resume_after: null }, undefined],
    ] as const) {
      const { job_id, seq } = await gateway.accepted('/api/jobs', { ...body, ...given });
      expect((await gateway.job(job_id, seq)).resume_after).toEqual(recorded);
    }
  });
});
