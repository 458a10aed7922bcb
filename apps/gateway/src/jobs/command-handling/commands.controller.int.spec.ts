import { eventsOf, newId } from '@reprise/event-log';
import { jobFilter, workDirSubject, type HistoryEntry, type Page } from '@reprise/contracts';
import { connect, type NatsConnection } from '@nats-io/transport-node';
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

/** Creates a job of a given kind, with commands and a runner's events. */
const make = {
  pending: async () => (await gateway.submit()).job_id,
  claimed: async () => {
    const jobId = await make.pending();
    await gateway.runner.claim(jobId);
    return jobId;
  },
  running: async () => {
    const jobId = await make.pending();
    await gateway.runner.start(jobId);
    return jobId;
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
  cancelled: async () => {
    const jobId = await make.running();
    await gateway.accepted(`/api/jobs/${jobId}/cancel`);
    await gateway.runner.endCancelled(jobId);
    return jobId;
  },
};

const sentence = (verb: string, status: string) => `400 Cannot ${verb} job with status: ${status}`;
const neverStarted = '409 Cannot resume: this job never started, so no work is kept. Rerun it instead.';
const accepted = {
  cancel: '202 Pipeline cancelled successfully',
  rerun: '202 Pipeline rerun started',
  resume: '202 Pipeline resume started',
};

describe('a command on a job in each status', () => {
  it.each([
    ['pending', 'cancel', accepted.cancel],
    ['claimed', 'cancel', accepted.cancel],
    ['running', 'cancel', accepted.cancel],
    ['completed', 'cancel', sentence('cancel', 'completed')],
    ['failed', 'cancel', sentence('cancel', 'failed')],
    ['cancelled', 'cancel', sentence('cancel', 'failed')],
    ['pending', 'rerun', sentence('rerun', 'pending')],
    ['running', 'rerun', sentence('rerun', 'running')],
    ['completed', 'rerun', accepted.rerun],
    ['failed', 'rerun', accepted.rerun],
    ['cancelled', 'rerun', accepted.rerun],
    ['pending', 'resume', sentence('resume', 'pending')],
    ['running', 'resume', sentence('resume', 'running')],
    ['completed', 'resume', sentence('resume', 'completed')],
    ['failed', 'resume', accepted.resume],
    ['cancelled', 'resume', accepted.resume],
  ] as const)('%s, %s', async (kind, verb, expected) => {
    const jobId = await make[kind]();
    const response = await gateway.post(`/api/jobs/${jobId}/${verb}`, { reason: 'because' });
    const { message, detail } = (await response.json()) as { message?: string; detail?: string };
    expect(`${String(response.status)} ${String(message ?? detail)}`).toBe(expected);
    const types = await gateway.typesOf(jobId);
    if (response.status === 202) expect(types).toContain(`${verb}_requested`);
    else expect(types.at(-1)).toBe(`${verb}_refused`);
  });

  it('refuses to resume a job that never started, and records the attempt to do so in the audit', async () => {
    const jobId = await make.pending();
    await gateway.accepted(`/api/jobs/${jobId}/cancel`);
    const problem = await problemOf(await gateway.post(`/api/jobs/${jobId}/resume`, { reason: 'go on' }));
    expect(`${String(problem.status)} ${problem.detail}`).toBe(neverStarted);
    const { items } = await gateway.get<Page<HistoryEntry>>(
      `/api/jobs/${jobId}/history?min_seq=${String((await gateway.log.head()).last_seq)}`,
    );
    expect(items.at(-1)).toMatchObject({
      type: 'resume_refused',
      actor: 'admin',
      reason: 'go on',
      data: { refusal: 'never_started', detail: problem.detail, status: 'failed' },
    });
  });

  it.each(['cancel', 'rerun', 'resume'])('%s of an unknown job answers 404 and records nothing', async (verb) => {
    const before = (await gateway.log.head()).last_seq;
    for (const jobId of [newId(), 'not-an-id']) {
      const problem = await problemOf(await gateway.post(`/api/jobs/${jobId}/${verb}`));
      expect(problem).toMatchObject({ status: 404, detail: `There is no job ${jobId}.` });
    }
    expect((await gateway.log.head()).last_seq).toBe(before);
  });
});

describe('a cancel', () => {
  it('ends an unclaimed job at once, with the text of the original API', async () => {
    const jobId = await make.pending();
    const { seq } = await gateway.accepted(`/api/jobs/${jobId}/cancel`);
    expect(await gateway.job(jobId, seq + 1)).toMatchObject({
      status: 'failed',
      failure: { cause: 'cancelled' },
      error_message: 'Pipeline cancelled by user',
      allowed_actions: expect.arrayContaining(['rerun']),
    });
  });

  it('counts as one request from several clients at once, and each client gets a recorded answer', async () => {
    const jobId = await make.running();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        gateway.accepted(`/api/jobs/${jobId}/cancel`, { reason: `client ${String(n)}` }),
      ),
    );
    expect(new Set(answers.map(({ message }) => message)).size).toBe(1);
    expect(new Set(answers.map(({ command_id }) => command_id)).size).toBe(6);
    expect((await gateway.typesOf(jobId)).filter((type) => type === 'cancel_requested')).toHaveLength(1);
    expect((await gateway.typesOf(jobId)).filter((type) => type === 'cancel_unchanged')).toHaveLength(5);
    expect(await gateway.job(jobId)).toMatchObject({
      status: 'running',
      pending_action: 'cancelling',
      allowed_actions: [],
    });
  });

  it('repeats its first answer for the same Idempotency-Key, also after the job has ended', async () => {
    const jobId = await make.running();
    const key = { 'idempotency-key': 'cancel-1' };
    const first = await gateway.accepted(`/api/jobs/${jobId}/cancel`, {}, key);
    await gateway.runner.endCancelled(jobId);
    expect(await gateway.accepted(`/api/jobs/${jobId}/cancel`, {}, key)).toEqual(first);
    const problem = await problemOf(await gateway.post(`/api/jobs/${jobId}/cancel`, { reason: 'other' }, key));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'Idempotency-Key' }] });
  });
});

describe('the trace of a command', () => {
  const OWN = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const tracesOf = async (jobId: string) =>
    (await eventsOf(gateway.log.read(jobFilter(jobId)))).map(({ traceparent }) => traceparent);

  it('is part of each of its events: the one of the caller, or a new one if that is missing or malformed', async () => {
    const { job_id } = await gateway.submit({ traceparent: OWN });
    await gateway.accepted(`/api/jobs/${job_id}/cancel`);
    await gateway.post(`/api/jobs/${job_id}/cancel`, {}, { traceparent: 'no-trace' });
    const [submitted, cancel, cancelled, refused] = await tracesOf(job_id);
    expect(submitted).toBe(OWN);
    expect(cancel).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(cancelled).toBe(cancel);
    expect(refused).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(new Set([submitted, cancel, refused]).size).toBe(3);
  });
});

describe('two clients with conflicting commands', () => {
  it('rerun and resume at once: one attempt begins, and the other client gets the reason', async () => {
    const jobId = await make.failed();
    const responses = await Promise.all([
      gateway.post(`/api/jobs/${jobId}/rerun`),
      gateway.post(`/api/jobs/${jobId}/resume`),
    ]);
    expect(responses.map(({ status }) => status).sort()).toEqual([202, 400]);
    const requests = (await gateway.typesOf(jobId)).filter((type) => /^(rerun|resume)_requested$/.test(type));
    expect(requests).toHaveLength(1);
    expect((await gateway.job(jobId)).attempt).toBe(2);
  });
});

describe('a rerun', () => {
  it('replaces parameters of the job with changed ones', async () => {
    const jobId = await make.completed();
    const { seq } = await gateway.accepted(`/api/jobs/${jobId}/rerun`, { params: { depth: 80 } });
    expect((await gateway.job(jobId, seq)).params).toMatchObject({
      depth: 80,
      input_dir: `${gateway.folder}/pipelines/toy/demo/S1`,
    });
  });

  it('checks changed parameters like a submission', async () => {
    const jobId = await make.completed();
    const problem = await problemOf(await gateway.post(`/api/jobs/${jobId}/rerun`, { params: { depth: 'deep' } }));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'params.depth' }] });
  });
});

describe('a resume, with a runner that knows the storage', () => {
  let runner: NatsConnection;
  beforeAll(async () => {
    runner = await connect({ servers: servers.nats.url });
  });
  afterAll(() => runner.close());

  /** A runner's answer about every work dir of the storage, in Nest's message format. */
  const answering = (work_dir: string) => {
    const subscription = runner.subscribe(workDirSubject({ runner_id: 'runner-a', storage_id: STORAGE }), {
      callback: (_, message) => {
        const { id, data } = message.json<{ id: string; data: { work_dir: string } }>();
        expect(data.work_dir).toBe('/jobs/1/work');
        message.respond(JSON.stringify({ id, response: { work_dir }, isDisposed: true }));
      },
    });
    return { stop: () => subscription.unsubscribe() };
  };

  it('answers 409 when the work dir is gone, and the page does not offer it', async () => {
    const jobId = await make.failed();
    const { stop } = answering('absent');
    await runner.flush();
    const problem = await problemOf(await gateway.post(`/api/jobs/${jobId}/resume`));
    expect(problem).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/is gone\. .*\/jobs\/1\/work/) as string,
    });
    const job = await gateway.job(jobId, (await gateway.log.head()).last_seq);
    expect(job).toMatchObject({ resumable: { possible: false }, allowed_actions: expect.arrayContaining(['rerun']) });
    stop();
  });

  it('is accepted when the work dir exists', async () => {
    const jobId = await make.failed();
    const { stop } = answering('present');
    await runner.flush();
    const { seq } = await gateway.accepted(`/api/jobs/${jobId}/resume`);
    expect(await gateway.job(jobId, seq)).toMatchObject({ status: 'pending', attempt: 2, attempt_mode: 'resume' });
    stop();
  });

  it('is accepted when the runner does not answer in time, since the start checks again', async () => {
    const jobId = await make.failed();
    const silent = runner.subscribe(workDirSubject({ runner_id: 'runner-a', storage_id: STORAGE }));
    await runner.flush();
    await gateway.accepted(`/api/jobs/${jobId}/resume`);
    await runner.flush();
    expect(silent.getReceived()).toBe(1);
    silent.unsubscribe();
  });
});
