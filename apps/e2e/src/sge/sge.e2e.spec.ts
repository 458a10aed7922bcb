import { chooseSge, thisMachine } from '@reprise/setup';
import { failed } from '../clusters/walks/failed.ts';
import { killed } from '../clusters/walks/killed.ts';
import { silent } from '../clusters/walks/silent.ts';
import { SharedSge } from './shared-sge.ts';
import { SLOTS } from './start-sge.ts';

const canRun = chooseSge(thisMachine()).from !== 'nowhere';
const described = canRun ? describe : describe.skip;
const title = 'tasks on a real SGE';

/** Starting a separate cluster and Reprise instance for each would take longer than the tests. */
described(canRun ? title : `${title} (requires root on Debian)`, () => {
  const shared = new SharedSge();
  beforeAll(() => shared.start('sge'));
  afterEach(() => shared.tidy());
  afterAll(() => shared.stop());

  it('are held in a pause, which is complete once running ones have ended, and are cancelled once a silent SGE answers', async () => {
    const job = await shared.submit(SLOTS + 2);
    await shared.allRun(SLOTS + 2);
    await job.command('pause', { mode: 'freeze' });
    const pausing = await job.reads('not proven to be paused', ({ unproven }) => unproven !== undefined);
    expect(pausing).toMatchObject({ status: 'running', pending_action: 'pausing' });
    expect(pausing.unproven!.executors[0]!.message).toMatch(/SGE still has 8 jobs: .* \(r\).* come to their end/);
    expect(shared.queue().filter((state) => state === 'hqw')).toHaveLength(2);
    job.open('all');
    await job.becomes('paused');
    expect([shared.queue(), shared.onNode(job)]).toEqual([['hqw', 'hqw'], []]);

    shared.fallsSilent();
    await job.command('cancel');
    const { unproven } = await job.reads('not proven to have ended', (view) => view.unproven !== undefined);
    expect(unproven!.executors).toMatchObject([{ message: 'SGE does not answer: qstat did not answer in 10 s' }]);
    shared.answers();
    expect(await shared.over(job)).toMatchObject({ cause: 'cancelled', queue: [], onNode: [] });
    const ending = (await job.history()).at(-1);
    expect(ending).toMatchObject({ type: 'attempt_cancelled', data: { executors: [{ name: 'sge' }] } });
  });

  failed(shared);
  killed(shared);
  silent(shared);
});
