import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  redoSubject,
  type CommandAccepted,
  type RedoRequest,
  type RedoResponse,
  type RunPreview,
} from '@reprise/contracts';
import { STORAGE } from '@reprise/event-log/testing';
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

const make = {
  running: async () => {
    const { job_id, seq } = await gateway.submit();
    const { pipeline_revision } = await gateway.job(job_id, seq);
    await gateway.runner.start(job_id, 1, { pipeline_revision });
    return job_id;
  },
  completed: async () => {
    const jobId = await make.running();
    await gateway.runner.succeed(jobId);
    return jobId;
  },
  failed: async () => {
    const jobId = await make.running();
    await gateway.runner.fail(jobId);
    return jobId;
  },
};

describe('a restart from a step that never ran, while no runner answers', () => {
  const restart = (jobId: string) => gateway.post(`/api/jobs/${jobId}/restart`, { step: 'MERGE' });

  it("is refused with the runner's text, by the tasks in the log", async () => {
    const jobId = await make.running();
    await gateway.runner.task(jobId, 'task_completed');
    await gateway.runner.succeed(jobId);
    expect(await problemOf(await restart(jobId))).toMatchObject({
      status: 422,
      detail: 'Cannot restart from MERGE: no task of it is in the work dir. Steps with tasks: ALIGN.',
    });
  });

  it('is decided at the start when the log may lack tasks: it has none, or the run was killed', async () => {
    expect(await restart(await make.completed())).toMatchObject({ status: 202 });
    const jobId = await make.running();
    await gateway.runner.task(jobId, 'task_completed');
    await gateway.runner.fail(jobId, 1, 'killed');
    expect(await restart(jobId)).toMatchObject({ status: 202 });
  });
});

describe('a restart from a step, with a runner that knows the storage', () => {
  let runner: NatsConnection;
  beforeAll(async () => {
    runner = await connect({ servers: servers.nats.url });
  });
  afterAll(() => runner.close());

  const answer: RedoResponse = {
    work_dir: 'present',
    held: null,
    steps: ['FIRST', 'LAST'],
    cached: { FIRST: 1 },
    found: {},
    groups: [{ process: 'LAST', reason: 'chosen', uses: null, is_moved: true, hashes: ['ab/cdef12'] }],
  };
  /** A runner's answer about every work dir of the storage. */
  const answering = async (response: RedoResponse) => {
    const asked: RedoRequest[] = [];
    const subscription = runner.subscribe(redoSubject({ runner_id: 'runner-a', storage_id: STORAGE }), {
      callback: (_, message) => {
        const { id, data } = message.json<{ id: string; data: RedoRequest }>();
        asked.push(data);
        message.respond(JSON.stringify({ id, response, isDisposed: true }));
      },
    });
    await runner.flush();
    return { asked, stop: () => subscription.unsubscribe() };
  };
  const preview = async (jobId: string, body: object) => {
    await gateway.job(jobId, (await gateway.log.head()).last_seq);
    return (await (await gateway.post(`/api/jobs/${jobId}/preview`, body)).json()) as RunPreview;
  };

  it('is previewed without a record, and then starts an attempt with the step and parameters', async () => {
    const jobId = await make.completed();
    const before = (await gateway.log.head()).last_seq;
    const { asked, stop } = await answering(answer);
    expect(await preview(jobId, { step: 'LAST', params: { depth: 80 } })).toMatchObject({
      refusal: null,
      work_dir: 'present',
      tasks_again: 1,
      tasks_maybe: 1,
      dirs_moved: 1,
      steps: [
        { process: 'FIRST', will: 'maybe', reason: 'parameter' },
        { process: 'LAST', will: 'again', reason: 'chosen' },
      ],
      changes: [{ param: 'depth', steps: null }],
    });
    expect((await gateway.log.head()).last_seq).toBe(before);
    const body = { step: 'LAST', params: { depth: 80 }, reason: 'deeper' };
    const { seq } = await gateway.accepted(`/api/jobs/${jobId}/restart`, body);
    expect(await gateway.job(jobId, seq)).toMatchObject({
      status: 'pending',
      attempt: 2,
      attempt_mode: 'from_step',
      params: { depth: 80 },
    });
    expect(asked).toMatchObject([{ step: 'LAST', attempt: 1, work_dir: '/jobs/1/work' }, { step: 'LAST' }]);
    stop();
  });

  it('names the steps whose commands contain the output dir, which changes with the parameters', async () => {
    const jobId = await make.completed();
    const { output_dir } = await gateway.job(jobId, (await gateway.log.head()).last_seq);
    const { asked, stop } = await answering({ ...answer, found: { [output_dir!]: ['FIRST'] } });
    expect((await preview(jobId, { step: 'LAST', params: { depth: 80 } })).changes).toEqual([
      { param: 'depth', steps: null },
      { param: 'output_dir', steps: ['FIRST'] },
    ]);
    expect((await preview(jobId, { step: 'LAST' })).changes).toEqual([]);
    expect(asked.map(({ search }) => search)).toEqual([[output_dir], []]);
    stop();
  });

  it('names a Nextflow that ignores changed parameters, so that tasks may keep old results', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id, 1, { nextflow_version: '25.04.4', syntax_parser: 'v2' });
    await gateway.runner.succeed(job_id);
    const { stop } = await answering(answer);
    const ignored = async (body: object) => (await preview(job_id, body)).ignores_params;
    expect(await ignored({ step: 'LAST', params: { depth: 80 } })).toBe('25.04.4, parser v2');
    expect(await ignored({ step: 'LAST' })).toBeNull();
    stop();
  });

  it('warns that the pipeline changed and that tasks before the step may run again', async () => {
    const { job_id, seq } = await gateway.submit();
    const { pipeline_revision: now } = await gateway.job(job_id, seq);
    await gateway.runner.start(job_id, 1, { pipeline_revision: 'before' });
    await gateway.runner.fail(job_id);
    const { stop } = await answering(answer);
    expect(await preview(job_id, {})).toMatchObject({
      pipeline_changed: { ran: 'before', now },
      tasks_cached: 0,
      tasks_maybe: 1,
      steps: [{ process: 'FIRST', will: 'maybe', reason: 'pipeline' }, { process: 'LAST' }],
    });
    const unchanged = await make.failed();
    expect(await preview(unchanged, {})).toMatchObject({ pipeline_changed: null, tasks_cached: 1, tasks_maybe: 0 });
    stop();
  });

  it('warns that tasks may run again if a script of the pipeline has `cache false` for them', async () => {
    const folder = join(gateway.folder, 'pipelines', 'uncached');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.nf'), "process ALIGN { cache false\n script: 'true' }\nworkflow { ALIGN() }");
    writeFileSync(join(folder, 'reprise.json'), JSON.stringify({ name: 'uncached', script: 'main.nf' }));
    const submitted = {
      pipeline: 'uncached',
      sample_name: 'S1',
      params: { input_dir: join(gateway.folder, 'inputs') },
    };
    const accepted = async () => {
      const response = await gateway.post('/api/jobs', submitted);
      return response.status === 202 && ((await response.json()) as CommandAccepted);
    };
    const { job_id, seq } = await waitUntil(accepted, { what: 'the gateway loaded the pipeline' });
    const { pipeline_revision } = await gateway.job(job_id, seq);
    await gateway.runner.start(job_id, 1, { pipeline_revision });
    await gateway.runner.task(job_id, 'task_completed');
    await gateway.runner.fail(job_id);
    const kept = { ...answer, steps: ['ALIGN', 'CALL', 'TRIM'], cached: { ALIGN: 1, CALL: 1, TRIM: 1 }, groups: [] };
    const { asked, stop } = await answering({ ...kept, use_uncached: ['CALL'] });
    expect((await preview(job_id, {})).steps).toMatchObject([
      { process: 'ALIGN', will: 'maybe', reason: 'no_cache' },
      { process: 'CALL', will: 'maybe', reason: 'may_use' },
      { process: 'TRIM', will: 'cached', reason: null },
    ]);
    expect(asked).toMatchObject([{ uncached: ['ALIGN'] }]);
    stop();
  });

  it('reports a pipeline that cannot be loaded or is missing, also after a start with changed parameters failed', async () => {
    const folder = join(gateway.folder, 'pipelines', 'brief');
    mkdirSync(folder);
    const manifest = (text: string) => writeFileSync(join(folder, 'reprise.json'), text);
    manifest(JSON.stringify({ name: 'brief', script: 'main.nf', params: { depth: 30 } }));
    writeFileSync(join(folder, 'main.nf'), '');
    const submitted = { pipeline: 'brief', sample_name: 'S1', params: { input_dir: join(gateway.folder, 'inputs') } };
    const accepted = async () => {
      const response = await gateway.post('/api/jobs', submitted);
      return response.status === 202 && ((await response.json()) as CommandAccepted);
    };
    const { job_id } = await waitUntil(accepted, { what: 'the gateway loaded the pipeline' });
    await gateway.runner.start(job_id, 1);
    await gateway.runner.fail(job_id);
    const { stop } = await answering(answer);
    await gateway.accepted(`/api/jobs/${job_id}/restart`, { step: 'LAST', params: { depth: 80 } });
    await gateway.runner.claim(job_id, 2);
    await gateway.runner.fail(job_id, 2, 'start_failed');
    expect((await preview(job_id, {})).pipeline_missing).toBeNull();
    const reported = (text: RegExp) =>
      waitUntil(async () => text.test((await preview(job_id, {})).pipeline_missing ?? ''), { what: String(text) });
    manifest('{');
    await reported(
      /^The server could not load the pipeline brief: .*\/brief\/reprise\.json: .*\. Correct it, then try again\.$/,
    );
    rmSync(folder, { recursive: true });
    await reported(/^The server has no pipeline named brief: /);
    stop();
  });

  it('names inputs that are gone or changed since they were read, and warns that tasks may run again', async () => {
    const folder = join(gateway.folder, 'inputs', `restart-${randomUUID()}`);
    mkdirSync(folder);
    const [gone, changed, same] = ['a.fq', 'b.fq', 'c.fq'].map((name) => join(folder, name));
    for (const path of [gone!, changed!, same!]) writeFileSync(path, 'reads');
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: folder } };
    const { job_id, seq } = await gateway.accepted('/api/jobs', body);
    const { pipeline_revision } = await gateway.job(job_id, seq);
    await gateway.runner.start(job_id, 1, { pipeline_revision });
    const read_at = new Date(statSync(same!).mtimeMs + 1000).toISOString();
    const inputs = [gone!, changed!, same!].map((path) => ({ path, bytes: 5, sha256: 'ab', read_at, problem: null }));
    await gateway.runner.observeInputs(job_id, inputs);
    await gateway.runner.fail(job_id);
    const { stop } = await answering(answer);
    expect(await preview(job_id, {})).toMatchObject({ missing_inputs: [], changed_inputs: [], tasks_cached: 1 });
    rmSync(gone!);
    appendFileSync(changed!, 'more');
    expect(await preview(job_id, {})).toMatchObject({
      missing_inputs: [{ field: 'params.input_dir', path: gone }],
      changed_inputs: [changed],
      steps: [{ process: 'FIRST', will: 'maybe', reason: 'input' }, { process: 'LAST' }],
      expected_ms: null,
    });
    stop();
  });

  it('answers 422 for a step without tasks or wrong parameters, and 409 when the work dir is gone', async () => {
    const jobId = await make.failed();
    const present = await answering(answer);
    const refuse = async (body: object) => problemOf(await gateway.post(`/api/jobs/${jobId}/restart`, body));
    const detail = 'Cannot restart from MERGE: no task of it is in the work dir. Steps with tasks: FIRST, LAST.';
    expect(await refuse({ step: 'MERGE' })).toMatchObject({ status: 422, detail });
    expect((await preview(jobId, { step: 'MERGE' })).refusal).toBe(detail);
    const wrong = { status: 422, errors: [{ field: 'params.depth' }] };
    expect(await refuse({ step: 'LAST', params: { depth: 'deep' } })).toMatchObject(wrong);
    expect(await refuse({})).toMatchObject({ status: 422, errors: [{ field: 'step' }] });
    present.stop();
    const absent = await answering({ ...answer, work_dir: 'absent' });
    expect(await refuse({ step: 'LAST' })).toMatchObject({ status: 409 });
    absent.stop();
  });

  it('answers 400 while the job runs', async () => {
    const jobId = await make.running();
    const problem = await problemOf(await gateway.post(`/api/jobs/${jobId}/restart`, { step: 'LAST' }));
    expect(problem).toMatchObject({ status: 400, detail: 'Cannot restart job with status: running' });
  });

  it('previews a resume with the holder of the lock', async () => {
    const jobId = await make.failed();
    const { asked, stop } = await answering({ ...answer, held: { lock: 'job', pid: 4711 }, groups: [] });
    expect(await preview(jobId, {})).toMatchObject({ refusal: null, held: { lock: 'job', pid: 4711 }, tasks_again: 0 });
    expect(asked).toMatchObject([{ step: null }]);
    stop();
  });
});
