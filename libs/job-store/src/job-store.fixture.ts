import { jobFilter, type DataOf, type RecordedEvent } from '@reprise/contracts';
import {
  ConflictError,
  eventsOf,
  MemoryEventLog,
  newId,
  type AppendedBatch,
  type AtomicEntry,
} from '@reprise/event-log';
import { nothingKnown, type JobCommand } from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import type { JobStates } from './job-states.ts';
import { JobStore } from './job-store.ts';
import { LoggedJobStates } from './logged-job-states.ts';

export const submit: JobCommand = {
  name: 'submit',
  sample_name: 'S1',
  pipeline: 'toy',
  pipeline_revision: 'r1',
  params: {},
  inputs: [],
  queue: 'default',
  priority: 0,
  reason: null,
};

const start: DataOf<'attempt_started'> = {
  attempt: 1,
  runner_id: 'a',
  storage_id: 's',
  process: { pid: 1, start_time: '1', boot_id: 'b' },
  run_name: 'job-1',
  pipeline_revision: 'r1',
  nextflow_version: '24.10.0',
  argv: [],
  launch_dir: '/l',
  work_dir: '/w',
  output_dir: '/o',
};

/** A store over an in-memory log that reads every state from the log. */
export const storeOver = (log: MemoryEventLog): JobStore =>
  new JobStore(log, new LoggedJobStates(log, async () => nothingKnown));

export const contextOf = (more: Partial<CommandContext> = {}): CommandContext => {
  const id = newId();
  return { id, actor: 'ada', source: '/reprise/test', correlation_id: 'c1', causation_id: id, ...more };
};

/** A submitted job. The test appends its further events. */
export async function aJob(log: MemoryEventLog) {
  const id = newId();
  const store = storeOver(log);
  const tell = (command: JobCommand) => store.handle(id, command, contextOf());
  await tell(submit);
  return {
    id,
    types: async () => (await eventsOf(log.read(jobFilter(id)))).map(({ type }) => type),
    submit: () => tell(submit),
    claim: () => tell({ name: 'claim', attempt: 1, runner_id: 'a' }),
    async start() {
      await this.claim();
      return tell({ name: 'start', ...start });
    },
    succeed: () => tell({ name: 'succeed', attempt: 1, exit_code: 0, duration_ms: 1, outputs: [] }),
    cancel: (context = contextOf(), reason: string | null = null) =>
      store.handle(id, { name: 'cancel', reason }, context),
  };
}

/** An in-memory log in which another writer appends first, a given number of times. */
export class ContendedLog extends MemoryEventLog {
  tries = 0;
  readonly #conflicts: number;

  constructor(conflicts: number) {
    super();
    this.#conflicts = conflicts;
  }

  override async appendAtomic(entries: readonly AtomicEntry[]): Promise<AppendedBatch> {
    this.tries += 1;
    if (this.tries <= this.#conflicts) throw new ConflictError('others were faster');
    return super.appendAtomic(entries);
  }
}

/** States of a log that record notifications and invalidations. */
export function watchedStates(log: MemoryEventLog) {
  const heard: RecordedEvent[] = [];
  const refreshed: string[] = [];
  const states = Object.assign(new LoggedJobStates(log, async () => nothingKnown), {
    appended: (events: readonly RecordedEvent[]) => void heard.push(...events),
    refreshJob: async (jobId: string) => void refreshed.push(jobId),
    refreshQueue: async (name: string) => void refreshed.push(name),
  });
  return { states: states as JobStates, heard, refreshed };
}
