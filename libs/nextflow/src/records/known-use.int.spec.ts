import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';

const MIB = 2 ** 20;

describe('the resources of a real run', () => {
  it('are those that its tasks requested and used', async () => {
    const scratch = new Scratch();
    try {
      const run = await NextflowRun.start(scratch, 'known-use');
      const observations = await run.observations();
      expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 0 });
      const [held] = observations.filter(({ process, type }) => process === 'HOLD' && type === 'completed');
      expect(held?.resources).toMatchObject({ cpus: 1, memory: 2048 * MIB, time_ms: 600_000 });
      // Includes the processes of the task itself. Their size differs between machines.
      expect((held?.peak_rss ?? 0) / MIB).toBeGreaterThan(400);
      expect((held?.peak_rss ?? 0) / MIB).toBeLessThan(440);
      // Once through the pipe, once from or to the file.
      expect((held?.resources?.rchar ?? 0) / MIB / 800).toBeCloseTo(1, 1);
      expect((held?.resources?.wchar ?? 0) / MIB / 800).toBeCloseTo(1, 1);
      expect(held?.resources?.realtime_ms).toBeGreaterThan(5000);
    } finally {
      await scratch.end();
    }
  });
});
