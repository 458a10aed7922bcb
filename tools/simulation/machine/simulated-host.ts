import {
  cancelled,
  endingKind,
  failed,
  startedAttempt,
  succeeded,
  type AttemptHost,
  type EndTools,
  type Gate,
  type HeldAttempt,
  type WatchEnd,
} from '@reprise/runner/simulation';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process.ts';
import type { Plant } from '../plants.ts';
import type { Machine } from './machine.ts';

interface HostOptions {
  readonly kernel: Kernel;
  readonly process: Process;
  readonly machine: Machine;
  readonly plant: Plant | null;
}

/** Returns the port of one runner process to the attempts on its simulated machine. */
export const simulatedHost = (options: HostOptions): AttemptHost => ({
  status: ({ key }) => options.machine.attempts.get(key)?.status ?? 'none',
  gate: (held) => gateOf(held, options),
  endAttempt: (held, end, tools) => endAttempt(held, end, tools, options),
  endOrphans: (jobId) => endOrphans(jobId, options),
  tidyJob: async () => undefined,
});

function gateOf({ key, job, attempt }: HeldAttempt, { kernel, process, machine, plant }: HostOptions): Gate {
  const waiting = () => {
    const processes = machine.attempts.get(key);
    return processes?.status === 'gated' ? processes : undefined;
  };
  return {
    reach: async () => {
      const adopted = await kernel.call(process, 'looks for a child at the gate', () => waiting()?.gated);
      if (adopted && plant !== 'repeated-launch') return adopted;
      await kernel.call(process, 'ends earlier attempts', () => machine.endAttempts(job.job_id, key));
      return kernel.call(process, 'spawns at the gate', () => {
        // A child that was overlooked starts with the next one.
        const overlooked = waiting();
        return machine.spawn(key, { jobId: job.job_id, attempt, overlooked: overlooked ? [overlooked] : [] }).gated;
      });
    },
    open: () =>
      kernel.call(process, 'opens the gate', () => {
        const processes = waiting();
        if (processes) machine.launch(processes);
      }),
    abort: () =>
      kernel.call(process, 'aborts the gate', () => {
        const processes = waiting();
        if (processes) machine.abort(processes);
      }),
    settleMoves: async () => undefined,
  };
}

/** Records the end according to the runner's rules, but does not read results and logs. */
async function endAttempt(
  held: HeldAttempt,
  { ended, report }: WatchEnd,
  { commands }: EndTools,
  { kernel, process, machine }: HostOptions,
): Promise<void> {
  const { job, attempt, key } = held;
  const { started_at } = startedAttempt(held).run;
  const marker = await kernel.call(
    process,
    'reads the cancel marker',
    () => machine.attempts.get(key)?.cancelMarker ?? null,
  );
  const facts = {
    attempt,
    ended,
    report,
    cancelling: job.pending_action?.kind === 'cancelling',
    signalled_at: marker ?? (report.ended_before_signal ? null : (report.signals[0]?.at ?? null)),
    duration_ms: Math.max(0, Date.now() - Date.parse(started_at)),
  };
  const kind = endingKind(facts);
  const command =
    kind === 'succeeded'
      ? succeeded(facts, { outputs: [] }, [])
      : kind === 'cancelled'
        ? cancelled(facts)
        : failed(facts, { digest, tasks: { finished: 0, lost: 0 } });
  await commands.handle(job.job_id, command);
}

const digest = {
  failing_step: null,
  failing_task: null,
  exit_code: null,
  stderr_tail: [],
  caused_by: null,
  disk_full: false,
  summary: 'It failed.',
  message: 'It failed. Rerun it.',
};

/** Ends all attempts of a job on the machine. */
async function endOrphans(jobId: string, { kernel, process, machine }: HostOptions) {
  return kernel.call(process, 'ends what is left of a job', () => ({
    ended: machine.endAttempts(jobId),
    executors: [],
  }));
}
