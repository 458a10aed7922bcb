import { runnerActor, runnerSource, type DataOf, type TaskEvent, type TaskEventType } from '@reprise/contracts';
import { makeEvent, observationId, taskEventId, type EventContext } from '@reprise/event-log';
import type { TaskObservation } from '@reprise/nextflow';
import type { StartedAttempt } from '../attempt/attempt.ts';

/** Context of the runner's observations of an attempt. */
function observationContext({ job, run: { runner_id: runnerId } }: StartedAttempt, id: string): EventContext {
  return {
    id,
    time: new Date().toISOString(),
    actor: runnerActor(runnerId),
    source: runnerSource(runnerId),
    correlation_id: job.correlation_id,
    causation_id: job.requested_by,
    traceparent: job.traceparent,
  };
}

export type ObservationType = Exclude<TaskEventType, `task_${string}`>;

/** Creates the event of an observation that is made once per attempt. */
export const observationEvent = <T extends ObservationType>(
  started: StartedAttempt,
  type: T,
  data: DataOf<T>,
): TaskEvent => observed(started, type, data, observationId(started.job.job_id, started.attempt, type));

function observed(started: StartedAttempt, type: ObservationType, data: object, id: string): TaskEvent {
  const fact = { type, subject: started.job.job_id, data } as Parameters<typeof makeEvent>[0];
  return makeEvent(fact, observationContext(started, id)) as TaskEvent;
}

/**
 * Creates the event of a task observation. Its id is derived from the content, so that reading the sources again
 * creates the same event.
 */
export function taskEvent(started: StartedAttempt, { type, ...facts }: TaskObservation, label: string) {
  const eventType = `task_${type}` as Extract<TaskEventType, `task_${string}`>;
  const { job, attempt } = started;
  const id = taskEventId(job.job_id, attempt, facts.hash, eventType);
  const data = { attempt, step: label, ...facts };
  // The compiler cannot infer that only `cache_missed` has a `cache_miss`.
  const fact = { type: eventType, subject: job.job_id, data } as Parameters<typeof makeEvent>[0];
  return makeEvent(fact, observationContext(started, id)) as TaskEvent;
}
