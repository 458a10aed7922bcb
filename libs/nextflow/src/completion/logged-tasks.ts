import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';

/** Start of a message of one of Nextflow's classes: a text of a script in the log begins otherwise. */
const HEAD = String.raw`^\w{3}-\d{2} [\d:.]+ \[[^\]]*\] \w+ +[\w.$]*`;
/** End of a task that ran, with its exit code and its work dir: the last ones, since the name before them can quote others. */
const ENDED = new RegExp(
  String.raw`${HEAD}TaskPollingMonitor - Task completed > TaskHandler\[.*; exit: (\S+); .*\bworkDir: .*/([0-9a-f]{2})/([0-9a-f]{30})(?: [^\]]*)?\]$`,
);
const CACHED = new RegExp(String.raw`${HEAD}TaskProcessor - \[([0-9a-f]{2}/[0-9a-f]{6})\] Cached process > `);

/** Whether the cache is in `.nextflow/cache` of the launch dir: a pipeline's config can have it elsewhere (`cloudcache`). */
const LOCAL_CACHE = new RegExp(
  String.raw`${HEAD}CacheFactory - Using Nextflow cache factory: nextflow\.cache\.DefaultCacheFactory$`,
);

/** Tasks of a run, as its log has them. */
export interface LoggedTasks {
  /** Whole hashes of the tasks that ran to their end, well or not, as their work dirs are named: 32 characters each. */
  readonly ended: ReadonlySet<string>;
  /** Those of them that ended with exit code 0. */
  readonly succeeded: ReadonlySet<string>;
  /** Short hashes of the tasks taken from the cache: `ab/cdef12`. */
  readonly cached: ReadonlySet<string>;
  /** Whether Nextflow keeps its cache in the launch dir; false where its log does not say. */
  readonly hasLocalCache: boolean;
}

/** Reads which tasks ended in an attempt from the log of its Nextflow, which neither the trace nor the cache depends on. */
export async function loggedTasks(attemptDir: string): Promise<LoggedTasks> {
  const tail = new FileTail(attemptFiles(attemptDir).log);
  const [ended, succeeded, cached] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let hasLocalCache = false;
  const read = (line: string) => {
    hasLocalCache ||= LOCAL_CACHE.test(line);
    const [, exit, folder = '', rest = ''] = ENDED.exec(line) ?? [];
    if (exit !== undefined) ended.add(folder + rest);
    if (exit === '0') succeeded.add(folder + rest);
    const hash = CACHED.exec(line)?.[1];
    if (hash !== undefined) cached.add(hash);
  };
  do for (const line of await tail.lines()) read(line);
  while (tail.behind);
  return { ended, succeeded, cached, hasLocalCache };
}

/** `ab/cdef12`, as the trace has it. */
export const shortHash = (whole: string): string => `${whole.slice(0, 2)}/${whole.slice(2, 8)}`;
