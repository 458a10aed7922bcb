import type { PipelineManifest, Resources } from '@reprise/contracts';

const UNITS: Readonly<Record<string, number>> = { KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** Returns the resources that a manifest declares, with the memory in bytes; undefined if it declares none. */
export function resourcesOf({ resources }: Pick<PipelineManifest, 'resources'>): Resources | undefined {
  if (!resources || (resources.cpus === undefined && resources.memory === undefined)) return undefined;
  const { cpus, memory } = resources;
  return { ...(cpus !== undefined && { cpus }), ...(memory !== undefined && { memory_bytes: bytesOf(memory) }) };
}

/** Nextflow's units, powers of 1024. */
function bytesOf(memory: string): number {
  const unit = memory.slice(-2).toUpperCase();
  return Math.round(Number.parseFloat(memory) * (UNITS[unit] ?? 1));
}
