import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';

/** Start of a message from a Nextflow class. Text from scripts begins differently. */
const HEAD = String.raw`^\w{3}-\d{2} [\d:.]+ \[[^\]]*\] \w+ +[\w.$]*`;
/**
 * End of a task that ran, with its exit code and work dir. Matches the last ones in the line, because the name of the
 * task precedes them and can contain similar text.
 */
const ENDED = new RegExp(
  String.raw`${HEAD}TaskPollingMonitor - Task completed > TaskHandler\[.*; exit: (\S+); .*\bworkDir: .*/([0-9a-f]{2})/([0-9a-f]{30})(?: [^\]]*)?\]$`,
);
const CACHED = new RegExp(String.raw`${HEAD}TaskProcessor - \[([0-9a-f]{2}/[0-9a-f]{6})\] Cached process > `);

/** Whether the cache is in `.nextflow/cache` of the launch dir. A pipeline's config can move it (`cloudcache`). */
const LOCAL_CACHE = new RegExp(
  String.raw`${HEAD}CacheFactory - Using Nextflow cache factory: nextflow\.cache\.DefaultCacheFactory$`,
);

/** Statistics at the end of a run in which no task ran or was cached. They do not count tasks with `storeDir`. */
const NONE = new RegExp(
  String.raw`${HEAD}WorkflowStatsObserver - Workflow completed > WorkflowStats\[succeededCount=0; failedCount=0; ignoredCount=0; cachedCount=0; `,
);

const STORED = new RegExp(String.raw`${HEAD}TaskProcessor - \[skipping\] Stored process > `);

/** Tasks of a run, read from its log. */
export interface LoggedTasks {
  /**
   * Full hashes, 32 characters each, of the tasks that ran to the end, successful or not. Work dirs have the same
   * names.
   */
  readonly ended: ReadonlySet<string>;
  /** Tasks that ended with exit code 0. */
  readonly succeeded: ReadonlySet<string>;
  /** Short hashes of the cached tasks: `ab/cdef12`. */
  readonly cached: ReadonlySet<string>;
  /** Whether Nextflow's cache is in the launch dir; false if its log does not say. */
  readonly hasLocalCache: boolean;
  /** Whether the run ended without a task. */
  readonly hadNone: boolean;
}

/** Reads from Nextflow's log which tasks of an attempt ended. The log does not depend on trace and cache. */
export async function loggedTasks(attemptDir: string): Promise<LoggedTasks> {
  const tail = new FileTail(attemptFiles(attemptDir).log);
  const [ended, succeeded, cached] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let [hasLocalCache, hasStored, hadNone] = [false, false, false];
  const read = (line: string) => {
    hasLocalCache ||= LOCAL_CACHE.test(line);
    hasStored ||= STORED.test(line);
    hadNone ||= NONE.test(line);
    const [, exit, folder = '', rest = ''] = ENDED.exec(line) ?? [];
    if (exit !== undefined) ended.add(folder + rest);
    if (exit === '0') succeeded.add(folder + rest);
    const hash = CACHED.exec(line)?.[1];
    if (hash !== undefined) cached.add(hash);
  };
  do for (const line of await tail.lines()) read(line);
  while (tail.behind);
  return { ended, succeeded, cached, hasLocalCache, hadNone: hadNone && !hasStored };
}

/** `ab/cdef12`, as in the trace. */
export const shortHash = (whole: string): string => `${whole.slice(0, 2)}/${whole.slice(2, 8)}`;
