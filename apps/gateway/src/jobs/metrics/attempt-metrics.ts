import { FailureCause } from '@reprise/contracts';
import type { AttemptCount } from '@reprise/read-model';
import { Counter, Gauge, type Registry } from 'prom-client';

/**
 * Returns null if the counts cannot currently be read. The metrics are then omitted, because after a drop to 0 a
 * counter would count everything again.
 */
export type ReadAttempts = () => Promise<readonly AttemptCount[] | null>;

const ENDINGS = [
  { outcome: 'succeeded', cause: '' },
  { outcome: 'cancelled', cause: '' },
  ...FailureCause.options.map((cause) => ({ outcome: 'failed', cause })),
] as const;

/** Registers metrics about the attempts of all gateways, read from the tables. Each gateway reports the same. */
export function measureAttempts(registry: Registry, read: ReadAttempts): void {
  const registers = [registry];
  new Gauge({
    name: 'reprise_attempts_running',
    help: 'Attempts that were started and have not ended',
    registers,
    async collect() {
      const counts = await read();
      if (counts) this.set(sum(counts.filter(({ status }) => status === 'running')));
      else this.remove();
    },
  });
  new Counter({
    name: 'reprise_attempts_started_total',
    help: 'Attempts that were started',
    registers,
    async collect() {
      const counts = await read();
      this.reset();
      if (counts) this.inc(counts.reduce((total, { started }) => total + started, 0));
      else this.remove();
    },
  });
  new Counter({
    name: 'reprise_attempts_ended_total',
    help: 'Attempts by how they ended, and why they failed',
    registers,
    labelNames: ['outcome', 'cause'] as const,
    async collect() {
      const counts = await read();
      this.reset();
      if (!counts) return;
      for (const ending of ENDINGS) this.inc(ending, sum(counts.filter((count) => isSame(ending, count))));
    },
  });
}

const sum = (counts: readonly AttemptCount[]) => counts.reduce((total, { count }) => total + count, 0);
const isSame = ({ outcome, cause }: (typeof ENDINGS)[number], count: AttemptCount) =>
  count.status === outcome && (outcome !== 'failed' || count.cause === cause);
