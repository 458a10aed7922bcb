import type { ProcessStat } from './stat.ts';
import type { Marker } from '../supervise/spec.ts';

/** Every live process of the attempt: by cgroup, by process group, by marker, and their descendants. Never its supervisor. */
export function listTree(_of: { attemptDir: string; marker: Marker }): ProcessStat[] {
  throw new Error('not built yet');
}
