import { connect } from '@nats-io/transport-node';
import { heartbeatSubject, lostAttemptSubject, type Heartbeat } from '@reprise/contracts';
import { eventually } from '../testing/eventually.ts';
import { startServers, TestGateway } from '../testing/test-gateway.ts';

const LEASE_MS = 2_000;
const BEATS_MS = 100;

it('fails the attempt of a silent runner that another runner reports, and not before its lease has ended', async () => {
  const servers = await startServers();
  const gateway = await TestGateway.start(servers);
  const nats = await connect({ servers: servers.nats.url });
  const emit = (pattern: string, data: object) => nats.publish(pattern, JSON.stringify({ pattern, data }));
  const { job_id } = await gateway.submit();
  const started = await gateway.runner.start(job_id);
  const beat: Heartbeat = {
    runner_id: 'b',
    storage_id: 's',
    slots: 1,
    slots_taken: 0,
    nextflow_version: '24.10.0',
    holds_back: null,
    simulated: false,
    lease_ms: LEASE_MS,
  };
  const began = Date.now();
  const timer = setInterval(() => {
    emit(heartbeatSubject('b'), beat);
    emit(lostAttemptSubject('b'), { reporter: 'b', job_id, attempt: 1 });
    // Uses the silent runner's subject but is sent by a different runner, so it is ignored.
    emit(heartbeatSubject('b'), { ...beat, runner_id: 'runner-a' });
  }, BEATS_MS);
  try {
    const job = await eventually('the attempt has failed', async () => {
      const read = await gateway.job(job_id, started);
      return read.status === 'failed' ? read : null;
    });
    expect(Date.now() - began).toBeGreaterThan(LEASE_MS);
    expect(job).toMatchObject({
      failure: { cause: 'runner_lost' },
      error_message: 'Runner runner-a was not heard for 2 s. Resume the job when it is back, or rerun it.',
    });
    expect((await gateway.typesOf(job_id)).filter((type) => type === 'attempt_failed')).toHaveLength(1);
  } finally {
    clearInterval(timer);
    await nats.close();
    await gateway.stop();
    await servers.stop();
  }
});
