import * as z from 'zod';
import { FieldProblem } from '../problem.ts';

/** Answer of every accepted command to a job, or for a new one. */
export const CommandAccepted = z.object({
  message: z.string(),
  job_id: z.uuid(),
  /** Sequence of the command's first event: `GET ...?min_seq=` reads what it did. */
  seq: z.int(),
  command_id: z.uuid(),
  /** Set if the command waits for a second person instead of being sent; `seq` is then that of the request. */
  approval_id: z.uuid().optional(),
  /** Doubts about parameters, in the first answer to a command. */
  warnings: z.array(FieldProblem).optional(),
});
export type CommandAccepted = z.infer<typeof CommandAccepted>;

/** Answer of every accepted command to a queue. */
export const QueueCommandAccepted = CommandAccepted.pick({ message: true, seq: true, command_id: true }).extend({
  queue: z.string(),
});
export type QueueCommandAccepted = z.infer<typeof QueueCommandAccepted>;

/** Answer of every accepted command to a runner. */
export const RunnerCommandAccepted = CommandAccepted.pick({ message: true, seq: true, command_id: true }).extend({
  runner_id: z.string(),
});
export type RunnerCommandAccepted = z.infer<typeof RunnerCommandAccepted>;
