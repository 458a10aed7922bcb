import type { JobsSummary } from '@reprise/contracts';
import { Gauge, type Registry } from 'prom-client';

/** Registers the number of jobs by status; `read` returns null if they cannot currently be counted. */
export function measureJobs(registry: Registry, read: () => Promise<JobsSummary | null>): void {
  new Gauge({
    name: 'reprise_jobs',
    help: 'Jobs by status',
    labelNames: ['status'] as const,
    registers: [registry],
    async collect() {
      this.reset();
      const { total: _, ...byStatus } = (await read()) ?? { total: 0 };
      for (const [status, count] of Object.entries(byStatus)) this.set({ status }, count);
    },
  });
}
