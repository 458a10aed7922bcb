import type { Inspection } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import type { HeldAttempt, LocalAttempt } from '../attempt/attempt.ts';
import type { StartSettings } from '../base/start-settings.ts';
import type { EndTools } from '../finish/end-attempt.ts';
import type { EndedOrphans } from '../recover/terminate-orphans.ts';
import type { Gate } from '../start/gate.ts';
import type { WatchEnd } from '../watch/watch-attempt.ts';

/** Port to the processes and files of attempts on one machine. */
export interface AttemptHost {
  /** Returns the state of an attempt's processes. */
  status(attempt: LocalAttempt): Inspection['status'];
  gate(held: HeldAttempt, pipeline: Pipeline | undefined, settings: StartSettings): Gate;
  /** Records the end of an attempt of which nothing is left, then removes its temporary files. */
  endAttempt(held: HeldAttempt, end: WatchEnd, tools: EndTools): Promise<void>;
  /**
   * Ends what is left of a job that this runner does not hold.
   * @throws Error if tasks could not be ended, or are not proven to have ended
   */
  endOrphans(jobId: string): Promise<EndedOrphans>;
  /** Settles moved work and removes the homes of an ended job. */
  tidyJob(last: LocalAttempt): Promise<void>;
}
