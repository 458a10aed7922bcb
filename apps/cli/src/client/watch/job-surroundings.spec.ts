import type { JobView, QueueList, RunnerView } from '@reprise/contracts';
import { queueText, silentRunnerText } from './job-surroundings.ts';

type Queue = QueueList['items'][number];

const people = { nameOf: (actor: string) => actor };
const waiting = { job_id: 'j1', status: 'pending', queue: 'default', queue_position: 3, runner_id: null } as JobView;
const queue = { name: 'default', paused: null, limit: null, waiting: [] as Queue['waiting'] } as Queue;
const waits = (part: Partial<Queue['waiting'][number]>) => ({ waiting: [{ job_id: 'j1', ...part }] }) as Partial<Queue>;
const since = '2026-01-01T08:00:00.000Z';

describe('the queue of a waiting job', () => {
  it.each<[Partial<Queue>, RegExp]>([
    [{}, /^default, place 3$/],
    [waits({}), /^default, place 3$/],
    [waits({ is_too_large: true }), /^default, waits for a larger runner$/],
    [waits({ needs_nextflow: 'Nextflow >=25.10' }), /^default, waits for a runner with Nextflow >=25\.10$/],
    [
      waits({ waits_for: { runner_id: 'r1', why: 'It is offline.' } }),
      /^default, waits for a runner with its files: It is offline\.$/,
    ],
    [{ limit: 0 }, /^default, whose limit is 0: none of its jobs start$/],
    [
      { paused: { by: 'ada', since, reason: 'new disk', cause: null } },
      /^default, paused since .+ by ada \(new disk\): no job of it starts$/,
    ],
  ])('shows its position, or why it does not start: %j', (part, words) => {
    expect(queueText(waiting, [{ ...queue, ...part }], people)).toMatch(words);
  });

  it('is hidden once the job has started', () => {
    expect(queueText({ ...waiting, status: 'running' }, [queue], people)).toBeNull();
  });
});

describe('the runner of a job', () => {
  const runner = { runner_id: 'r1', host: 'vm', alive: false, last_seen: since } as RunnerView;
  const running = { ...waiting, status: 'running', runner_id: 'r1' } as JobView;

  it('is named as silent while the job is running', () => {
    expect(silentRunnerText(running, [runner])).toMatch(/^vm, last heard of at .+: nothing new is known/);
    expect(silentRunnerText({ ...running, status: 'failed' }, [runner])).toBeNull();
    expect(silentRunnerText(running, [{ ...runner, alive: true }])).toBeNull();
    expect(silentRunnerText(running, [])).toBeNull();
  });
});
