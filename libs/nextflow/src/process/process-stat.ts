/** The fields of `/proc/PID/stat` that supervision needs. */
export interface ProcessStat {
  pid: number;
  /** `R`, `S`, `D`, `T` (stopped), `Z` (ended, not yet reaped), ... */
  state: string;
  parent: number;
  group: number;
  session: number;
  /** Clock ticks after boot. Distinguishes a process from a later one with the same pid. */
  startTime: string;
}

/**
 * Parses a line of `/proc/PID/stat`; null if it is invalid. The command may contain spaces and parentheses, so fields
 * are counted from the last `)`.
 */
export function parseStat(line: string): ProcessStat | null {
  const pid = Number.parseInt(line, 10);
  const [state, parent, group, session, ...rest] = fieldsIn(line);
  const startTime = rest[15];
  if (!line.includes(')') || !Number.isInteger(pid) || !state || !startTime) return null;
  return { pid, state, parent: Number(parent), group: Number(group), session: Number(session), startTime };
}

/** Reads the kernel's flags of a process from a line of `/proc/PID/stat`. Source: proc_pid_stat(5), field 9. */
export const flagsIn = (line: string): number => Number(fieldsIn(line)[6]);

/** Reads the number of threads of a process, including the main thread. Source: proc_pid_stat(5), field 20. */
export const threadsIn = (line: string): number => Number(fieldsIn(line)[17]);

/** Fields from the third on, which follow the command. */
const fieldsIn = (line: string): string[] => line.slice(line.lastIndexOf(')') + 2).split(' ');
