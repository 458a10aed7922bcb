import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startReprise } from '@reprise/launcher';
import type { Bench, Measure, Pair } from '../measure/measure.ts';
import { residentMiB, TICK_MS, ticksOf } from '../servers/process-figures.ts';
import { scratch } from '../servers/servers.ts';

/** Milliseconds until the work after startup has settled. */
const SETTLE_MS = 30_000;
/** Percent of a core. */
const BOUND = 0.5;

/**
 * Benchmark: memory and CPU time of an idle gateway and runner.
 * @param span length of each repetition in milliseconds
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
      const pids = [reprise.services.gateway.pid, reprise.services.runner.pid];
      const [memory, ofGateway, ofRunner]: [Pair[], Pair[], Pair[]] = [[], [], []];
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        const before = pids.map(ticksOf);
        await sleep(span);
        const [gateway, runner] = pids.map((pid, i) => (100 * (ticksOf(pid) - before[i]!) * TICK_MS) / span);
        ofGateway.push({ ours: gateway!, floor: BOUND });
        ofRunner.push({ ours: runner!, floor: BOUND });
        memory.push({ ours: sum(pids.map(residentMiB)), floor: residentMiB(bare.pid!) * pids.length });
      }
      const bound = `our bound: ${String(BOUND)} %`;
      return [
        {
          ...measure(
            'memory when idle',
            'MiB',
            'resident size of gateway and runner',
            'two Node processes that do nothing',
            memory,
          ),
          gap: 'The difference: the code of packages, mostly Nest with RxJS, then better-auth with passkeys, MikroORM and zod.',
        },
        {
          ...measure('processor of the gateway when idle', '% of a core', 'processor time', bound, ofGateway),
          gap: 'The difference: queries of the log and the tables every two seconds, and timers that wake the process ten times a second in total.',
        },
        measure('processor of the runner when idle', '% of a core', 'processor time', bound, ofRunner),
      ];
    } finally {
      bare.kill();
      await reprise.stop();
    }
  };

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const measure = (name: string, unit: Measure['unit'], ours: string, floor: string, pairs: Pair[]): Measure => ({
  question: 'needs',
  name,
  unit,
  ours,
  floor,
  pairs,
});
