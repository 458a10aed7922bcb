import * as z from 'zod';
import { FieldProblem } from '../problem.ts';

/** Response to every accepted command for a job, including submissions. */
export const CommandAccepted = z.object({
  message: z.string(),
  job_id: z.uuid(),
  /** Sequence of the command's first event; `GET ...?min_seq=` reads its effect. */
  seq: z.int(),
  command_id: z.uuid(),
  /** Set if the command waits for approval by a second person. `seq` is then the sequence of that request. */
  approval_id: z.uuid().optional(),
  /** Warnings about parameters, in the first response to a command. */
  warnings: z.array(FieldProblem).optional(),
});
export type CommandAccepted = z.infer<typeof CommandAccepted>;

/** Response to every accepted command for a queue. */
export const QueueCommandAccepted = CommandAccepted.pick({ message: true, seq: true, command_id: true }).extend({
  queue: z.string(),
});
export type QueueCommandAccepted = z.infer<typeof QueueCommandAccepted>;

/** Response to every accepted command for a runner. */
export const RunnerCommandAccepted = CommandAccepted.pick({ message: true, seq: true, command_id: true }).extend({
  runner_id: z.string(),
});
export type RunnerCommandAccepted = z.infer<typeof RunnerCommandAccepted>;
