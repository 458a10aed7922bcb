import { jobFilter, type DataOf } from '@reprise/contracts';
import { eventsOf, newId, type MemoryEventLog } from '@reprise/event-log';
import { nothingKnown, type JobCommand } from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import { JobStore } from './job-store.ts';
import { LoggedJobStates } from './logged-job-states.ts';

const submit = {
  name: 'submit',
  ...{ sample_name: 'S1', pipeline: 'toy', pipeline_revision: 'r1', params: {}, inputs: [] },
  ...{ queue: 'default', priority: 0, reason: null },
} as const;

const start: DataOf<'attempt_started'> = {
  attempt: 1,
  ...{ runner_id: 'a', storage_id: 's', process: { pid: 1, start_time: '1', boot_id: 'b' }, run_name: 'job-1' },
  ...{
    pipeline_revision: 'r1',
    nextflow_version: '24.10.0',
    argv: [],
    launch_dir: '/l',
    work_dir: '/w',
    output_dir: '/o',
  },
};

/** A store over a log in memory, that reads all it decides on from the log. */
export const storeOver = (log: MemoryEventLog): JobStore =>
  new JobStore(log, new LoggedJobStates(log, async () => nothingKnown));

export const contextOf = (more: Partial<CommandContext> = {}): CommandContext => {
  const id = newId();
  return { id, actor: 'ada', source: '/reprise/test', correlation_id: 'c1', causation_id: id, ...more };
};

/** A submitted job, with its life so far in the hands of a test. */
export async function aJob(log: MemoryEventLog) {
  const id = newId();
  const store = storeOver(log);
  const tell = (command: JobCommand) => store.handle(id, command, contextOf());
  await tell(submit);
  return {
    id,
    types: async () => (await eventsOf(log.read(jobFilter(id)))).map(({ type }) => type),
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
