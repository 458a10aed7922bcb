import type { CommandNameFor, Commands } from '@reprise/contracts';
import type { QueueCommand } from '@reprise/job';
import { countOpenJobs, type ReadModel } from '@reprise/read-model';
import type { z } from 'zod';

export type QueueCommandName = CommandNameFor<'queue'>;
export type QueueBodyOf<N extends QueueCommandName> = z.infer<Commands[N]['body']['schema']>;

/** Builds the command for a queue from its body and lookup. */
type Maker<N extends QueueCommandName> = (
  body: QueueBodyOf<N>,
  queue: string,
  readModel: ReadModel,
) => Promise<QueueCommand>;

/** Builds a command that consists only of its body. */
const asGiven =
  <N extends QueueCommandName>(name: N) =>
  async ({ reason, ...fields }: QueueBodyOf<N>) => ({ ...fields, name, reason: reason || null });

/** Builder of each command. A command that needs more than its body does not compile with `asGiven`. */
export const makers: { readonly [N in QueueCommandName]: Maker<N> } = {
  create_queue: asGiven('create_queue'),
  pause_queue: asGiven('pause_queue'),
  resume_queue: asGiven('resume_queue'),
  limit_queue: asGiven('limit_queue'),
  order_queue: asGiven('order_queue'),
  remove_queue: async ({ reason }, queue, readModel) => ({
    name: 'remove_queue',
    open_jobs: await countOpenJobs(readModel, queue),
    reason: reason || null,
  }),
};
