import { setTimeout as sleep } from 'node:timers/promises';
import { seed } from '@reprise/testing/random';
import { draw } from '../../draw.ts';
import type { Lab } from '../../lab.ts';
import { atOnce, submitsStep, type Races } from '../races.ts';
import type { Sample } from '../../sample.ts';

const PATIENCE_MS = 180_000;

const types = async (sample: Sample) => (await sample.history()).map(({ type }) => type);

export function pauseRaces(shared: { readonly lab: Lab }, { times, slots }: Races): void {
  const delay = (n: number, what: string, longest: number) => sleep(draw(what, n) * longest);

  it(
    `end as paused and resumable, or with one ending of the job (${String(times)} times with seed ${String(seed)})`,
    async () => {
      await atOnce(slots, times, async (n) => {
        const sample = await shared.lab.submit('brief', { simulation: { seconds: 0.2 } });
        await submitsStep(shared.lab, sample, 'LAST');
        await delay(n, 'end', 600);
        const answers = [
          await shared.lab.api.answer(sample.id, 'pause'),
          await shared.lab.api.answer(sample.id, 'pause'),
        ];
        const { status } = await sample.reads('settled', (job) =>
          ['paused', 'completed', 'failed'].includes(job.status),
        );
        if (status === 'paused') await sample.command('unpause');
        await sample.becomes('completed');
        await sample.leavesNoProcess();
        const all = await types(sample);
        const accepted = 'seq' in answers[0]! ? 1 : 0;
        expect(all.filter((type) => type === 'pause_requested')).toHaveLength(accepted);
        expect(all.filter((type) => type === 'attempt_succeeded')).toHaveLength(1);
      });
    },
    PATIENCE_MS,
  );

  it(
    'leave no frozen and no orphaned process when they are withdrawn or cancelled',
    async () => {
      await atOnce(slots, times, async (n) => {
        const sample = await shared.lab.submit('brief', { simulation: { seconds: 60 } });
        await submitsStep(shared.lab, sample, 'FIRST');
        await sample.command('pause', { mode: n % 2 ? 'freeze' : 'drain' });
        await delay(n, 'back', 200);
        await shared.lab.api.answer(sample.id, 'unpause');
        await delay(n, 'cancel', 200);
        await sample.command('cancel');
        expect(await sample.becomes('failed')).toMatchObject({ failure: { cause: 'cancelled' } });
        await sample.leavesNoProcess();
      });
    },
    PATIENCE_MS,
  );
}
