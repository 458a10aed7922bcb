import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startReprise } from '@reprise/launcher';
import type { Bench, Measure, Pair } from '../measure/measure.ts';
import { residentMiB, TICK_MS, ticksOf } from '../servers/process-figures.ts';
import { scratch } from '../servers/servers.ts';

/** Milliseconds until what a start leaves to do is done. */
const SETTLE_MS = 30_000;

/**
 * Benchmark: memory and processor time of a gateway and a runner that nobody uses.
 * @param span milliseconds of each repetition
 */
export const idle =
  (span = 20_000, settle = SETTLE_MS): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    const reprise = await startReprise(
      { REPRISE_DATA_DIR: join(folder.path, 'data'), REPRISE_PORT: '0' },
      { build: false, say: (line) => say(`  ${line}`) },
    );
    const bare = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    try {
      await once(bare, 'spawn');
      await sleep(settle);
      const { gateway, runner } = reprise.services;
      const ours = [gateway, runner].map(({ pid }) => pid);
      const [memory, processor]: [Pair[], Pair[]] = [[], []];
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        const before = ours.map(ticksOf);
        await sleep(span);
        const ticks = sum(ours.map(ticksOf)) - sum(before);
        processor.push({ ours: (100 * ticks * TICK_MS) / span, floor: 0.5 * ours.length });
        memory.push({ ours: sum(ours.map(residentMiB)), floor: residentMiB(bare.pid!) * ours.length });
      }
      return [
        {
          ...measure(
            'memory when idle',
            'MiB',
            'resident size of gateway and runner',
            'two Node processes that do nothing',
            memory,
          ),
          gap: 'Left: the code of packages: Nest with RxJS is the most of it, then better-auth with passkeys, MikroORM and zod.',
        },
        measure('processor when idle', '% of a core', 'gateway and runner', 'our bound: 0.5 % each', processor),
      ];
    } finally {
      bare.kill();
      await reprise.stop();
    }
  };

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const measure = (name: string, unit: Measure['unit'], ours: string, floor: string, pairs: Pair[]): Measure => ({
  ...{ question: 'needs', name, unit, ours, floor, pairs },
});
