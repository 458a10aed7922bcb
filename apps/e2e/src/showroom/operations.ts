import type { Operations } from '@reprise/operations/contract';
import type { Fakes } from './fakes.ts';

const TB = 1e12;

/** Replaces the figures by those of a week with two runners, because the showroom runs only for minutes. */
export const answerOperations = ({ change }: Fakes): void =>
  change(/\/api\/operations\?/, (body) => ({ ...body, ...weekOf((body as unknown as Operations).parts) }));

function weekOf(parts: readonly string[]): Pick<Operations, 'ended' | 'waits' | 'runners'> {
  const runner = (runner_id: string, host: string, slots: number, used: number) => ({
    runner_id,
    host,
    points: parts.map((from, n) => ({
      from,
      slots,
      slots_taken: Math.min(slots, 1 + ((n * 3) % slots)),
      disk_bytes: 4 * TB,
      disk_free_bytes: (4 - used - n * 0.2) * TB,
    })),
  });
  return {
    ended: parts.flatMap((from, n) => [
      { from, status: 'succeeded' as const, cause: null, runner_id: 'a', attempts: 96 - n * 7 },
      ...(n % 3 === 1
        ? [{ from, status: 'failed' as const, cause: 'error', runner_id: 'a', attempts: 2 + n }]
        : [{ from, status: 'cancelled' as const, cause: null, runner_id: 'a', attempts: 1 + n }]),
      ...(n === 2 ? [{ from, status: 'failed' as const, cause: 'runner_lost', runner_id: 'b', attempts: 4 }] : []),
    ]),
    waits: parts.map((from, n) => ({
      from,
      attempts: 96,
      mean_ms: (4 + ((n * 5) % 17)) * 60_000,
      longest_ms: (21 + n * 8) * 60_000,
      over_10_min: 3 * n,
      over_1_h: n > 4 ? 1 : 0,
    })),
    runners: [runner('a', 'node-1', 8, 1.1), runner('b', 'node-2', 4, 2.3)],
  };
}
