/** Cores and memory of the largest runner. */
export interface Capacity {
  readonly cpus: number;
  readonly memory_bytes: number;
}

const UNITS = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

export function cpusProblem(value: unknown, { cpus }: Capacity): string | null {
  const asked = Number(value);
  if (!Number.isFinite(asked) || asked <= cpus) return null;
  return `asks for ${String(asked)} cores, more than any runner has: the largest has ${String(cpus)}`;
}

export function memoryProblem(value: unknown, unit: 'MB' | 'GB', { memory_bytes }: Capacity): string | null {
  const asked = bytesOf(value, unit);
  if (asked === null || asked <= memory_bytes) return null;
  const has = Math.floor((memory_bytes / UNITS.GB) * 10) / 10;
  return `asks for ${String(Math.ceil((asked / UNITS.GB) * 10) / 10)} GB, more than any runner has: the largest has ${String(has)} GB`;
}

/**
 * Returns the bytes of a number in the given unit, or of a text with its own unit, as Nextflow parses it; null for
 * anything else.
 */
function bytesOf(value: unknown, unit: 'MB' | 'GB'): number | null {
  if (typeof value === 'number') return value * UNITS[unit];
  const found = typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)[\s.]*((?:K|M|G|T)?B)?\s*$/i.exec(value) : null;
  if (!found) return null;
  return Number(found[1]) * UNITS[(found[2]?.toUpperCase() ?? unit) as keyof typeof UNITS];
}
