import type { WaitingJob } from '@reprise/contracts';
import { plural } from '../../shared/format.ts';

/** "It needs 64 cores and 256 GB of memory, and no runner has that." */
export function tooLargeWords({ resources }: Pick<WaitingJob, 'resources'>): string {
  const { cpus, memory_bytes } = resources ?? {};
  const parts = [
    cpus === undefined ? [] : plural(cpus, 'core'),
    // As Nextflow counts, and a manifest declares.
    memory_bytes === undefined ? [] : `${String(Math.round(memory_bytes / 2 ** 30))} GB of memory`,
  ].flat();
  return `It needs ${parts.join(' and ')}, and no runner has that.`;
}
