import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  isUrl,
  RedoRequest,
  redoSubject,
  type HeldLock,
  type RedoResponse,
  type RunnerPlace,
} from '@reprise/contracts';
import {
  cacheDatabase,
  isEmptyCache,
  knownTasks,
  lockHolder,
  readTaskGraph,
  sessionTraces,
  supersededTasks,
  tasksToRedo,
  type RecordedTask,
  type Redo,
  type TaskNode,
} from '@reprise/nextflow';
import { jobPaths, runName, type JobPaths } from '../attempt/job-paths.ts';
import { latestSession } from '../start/latest-session.ts';
import { sessionDirs } from '../start/restart-moves.ts';
import { isWorkDirOf } from './is-work-dir-of.ts';

const UNKNOWN = '?';
const SHORT_HASH = 'ab/cdef12'.length;

/** Answers which tasks a resume or restart would run again, and what prevents it. Read-only. */
export function redoQuestion(place: RunnerPlace, dataDir: string) {
  @Controller()
  class RedoQuestion {
    @MessagePattern(redoSubject(place))
    async redo(@Payload() question: unknown): Promise<RedoResponse> {
      const asked = RedoRequest.parse(question);
      const { job_id, work_dir, attempt, step, search, uncached = [] } = asked;
      const paths = jobPaths(dataDir, job_id);
      const session = await sessionOfAttempt(paths, asked);
      const database = session === null ? null : cacheDatabase(paths.launchDir, session);
      const held = await heldLock(paths, database);
      const isThere =
        !isUrl(work_dir) && isWorkDirOf(job_id, dataDir, work_dir) && (await stat(work_dir).catch(() => null));
      if (!isThere) return { work_dir: 'absent', held, steps: [], cached: {}, groups: [], found: {} };
      const traces = await sessionTraces(sessionDirs(paths, work_dir, attempt + 1));
      const processes = new Map(traces.flat().map(({ hash, process }) => [hash, process]));
      const all = await readTaskGraph({ workDir: work_dir, processes, search });
      const decided = tasksToRedo(all, step, await cacheTest(paths, asked, session));
      const superseded = supersededTasks(traces);
      // A dir that is moved aside is counted, regardless of its content.
      const isCounted = (path: string) => decided.get(path)?.isMoved || !superseded.has(path.slice(0, SHORT_HASH));
      const tasks = all.filter(({ path }) => isCounted(path));
      const redo = new Map([...decided].filter(([path]) => isCounted(path)));
      const kept = tasks.filter(({ path }) => !redo.has(path));
      return {
        work_dir: 'present',
        held,
        steps: [...new Set(tasks.map(processOf))].filter((process) => process !== UNKNOWN),
        cached: countByProcess(kept),
        kept: kept.map(({ path }) => path.slice(0, SHORT_HASH)),
        groups: groupsOf(all, redo),
        found: Object.fromEntries(
          search.map((text) => [text, [...new Set(tasks.filter(({ holds }) => holds.includes(text)).map(processOf))]]),
        ),
        use_uncached: usersOf(all, uncached),
      };
    }
  }
  return RedoQuestion;
}

const processOf = ({ process }: TaskNode): string => process ?? UNKNOWN;

/** Returns the processes with tasks that use, or may use, results of the given processes. */
function usersOf(tasks: readonly TaskNode[], processes: readonly string[]): string[] {
  const using = processes.flatMap((process) => {
    const redo = tasksToRedo(tasks, process);
    return tasks.filter(({ path }) => USES.has(redo.get(path)?.reason));
  });
  return [...new Set(using.map(processOf))];
}

const USES: ReadonlySet<Redo['reason'] | undefined> = new Set(['uses', 'may_use'] as const);

function countByProcess(tasks: readonly TaskNode[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const task of tasks) counts[processOf(task)] = (counts[processOf(task)] ?? 0) + 1;
  return counts;
}

/** Tasks that a resume reuses from the cache. A task that was cached in a run is listed as cached for that run. */
const isGoodEnd = (recorded: RecordedTask | undefined): boolean =>
  recorded?.status === 'COMPLETED' || recorded?.status === 'CACHED';

/** Returns the session that would continue; null if there is none. */
function sessionOfAttempt(paths: JobPaths, { job_id, attempt, work_dir }: RedoRequest): Promise<string | null> {
  const first = Number(basename(work_dir)) || 1;
  return latestSession(paths.launchDir, job_id, { from: first, before: attempt + 1 });
}

/** Returns a test for whether a task will be found in the cache. A resume makes the same test at its start. */
async function cacheTest(
  paths: JobPaths,
  { job_id, attempt }: RedoRequest,
  session: string | null,
): Promise<(task: TaskNode) => boolean> {
  if (session === null) return () => false;
  const { launchDir } = paths;
  const [attemptDir, earlierDir] = [paths.attemptDir(attempt), paths.attemptDir(attempt - 1)];
  const known = await knownTasks({ launchDir, session, runName: runName(job_id, attempt), attemptDir, earlierDir });
  if (known) return ({ path }) => isGoodEnd(known.get(path.slice(0, SHORT_HASH)));
  const isEmpty = await isEmptyCache(cacheDatabase(launchDir, session));
  return () => !isEmpty;
}

async function heldLock(paths: JobPaths, database: string | null): Promise<HeldLock | null> {
  const ofJob = await lockHolder(paths.lockFile);
  if (ofJob !== null) return { lock: 'job', pid: ofJob };
  const pid = database === null ? null : await lockHolder(join(database, 'LOCK'));
  return pid === null ? null : { lock: 'session', pid };
}

function groupsOf(tasks: readonly TaskNode[], redo: ReadonlyMap<string, Redo>): RedoResponse['groups'] {
  const byPath = new Map(tasks.map((task) => [task.path, task]));
  const groups = new Map<string, RedoResponse['groups'][number]>();
  for (const [path, { reason, uses, isMoved }] of redo) {
    const process = processOf(byPath.get(path)!);
    const used = uses === undefined ? null : processOf(byPath.get(uses)!);
    const key = JSON.stringify([process, reason, used, isMoved]);
    const group = groups.get(key) ?? { process, reason, uses: used, is_moved: isMoved, hashes: [] };
    groups.set(key, group);
    group.hashes.push(path.slice(0, SHORT_HASH));
  }
  return [...groups.values()];
}
