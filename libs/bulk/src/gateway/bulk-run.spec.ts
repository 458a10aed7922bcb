import { randomUUID } from 'node:crypto';
import { BulkRun, type BulkTarget, type Sent } from './bulk-run.ts';

const targets: BulkTarget[] = Array.from({ length: 10 }, (_, i) => ({ job_id: randomUUID(), sample_name: `S${i}` }));
const run = () =>
  new BulkRun(
    { id: randomUUID(), causation_id: randomUUID(), repeatable: false },
    { actor: 'admin', correlation_id: randomUUID(), started_at: new Date().toISOString() },
    { command: 'cancel', body: { reason: 'wrong reference' } },
    targets,
  );
const sent = (target: BulkTarget, outcome: 'accepted' | 'refused' | 'failed', isLogAway = false): Sent => ({
  result: { ...target, outcome, status: 0, detail: outcome, seq: null },
  isLogAway,
});

describe('a command to many jobs', () => {
  it('is sent to each job once, in order, a few at a time', async () => {
    const asked: (string | null)[] = [];
    let [underWay, most] = [0, 0];
    const bulk = run();
    await bulk.send(
      async (target) => {
        asked.push(target.sample_name);
        most = Math.max(most, ++underWay);
        await Promise.resolve();
        underWay--;
        return sent(target, 'accepted');
      },
      () => false,
    );
    expect(asked).toEqual(targets.map(({ sample_name }) => sample_name));
    expect(most).toBe(4);
    expect(bulk.view()).toMatchObject({ total: 10, accepted: 10, finished_at: expect.any(String) as string });
  });

  it('continues after a refusal and after a failed job, and lists those first', async () => {
    const bulk = run();
    const outcomes = new Map<string | null, 'refused' | 'failed'>([
      ['S3', 'refused'],
      ['S7', 'failed'],
    ]);
    await bulk.send(
      async (target) => sent(target, outcomes.get(target.sample_name) ?? 'accepted'),
      () => false,
    );
    expect(bulk.view()).toMatchObject({ accepted: 8, refused: 1, failed: 1 });
    expect(bulk.results().slice(0, 2)).toEqual([
      expect.objectContaining({ sample_name: 'S7' }),
      expect.objectContaining({ sample_name: 'S3' }),
    ]);
  });

  it('stops once the log does not answer, and reports it at each remaining job', async () => {
    let asked = 0;
    const bulk = run();
    await bulk.send(
      async (target) => (asked++, sent(target, 'failed', true)),
      () => false,
    );
    expect(asked).toBeLessThanOrEqual(4);
    expect(bulk.view()).toMatchObject({ failed: 10 });
    const notSent = bulk
      .results()
      .filter(({ detail }) => detail === 'Was not sent after an earlier one failed: failed');
    expect(notSent).toHaveLength(10 - asked);
  });

  it('ends with the running requests when the gateway stops', async () => {
    let stopping = false;
    const bulk = run();
    await bulk.send(
      async (target) => ((stopping = true), sent(target, 'accepted')),
      () => stopping,
    );
    expect(bulk.view()).toMatchObject({ accepted: 1, failed: 9 });
  });
});
