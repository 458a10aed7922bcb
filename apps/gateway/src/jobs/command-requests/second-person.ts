import type { CommandAccepted, CommandNameFor } from '@reprise/contracts';
import type { Caller } from '../../shared/http/caller.ts';
import type { CommandIds } from '../../shared/http/command-ids.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import type { JobCommandRequest } from './job-command-request.ts';

/** Command that the policy holds until a second person approves it. */
export interface HeldCommand {
  /** Ids of the command; its id becomes that of the approval: the same one twice is one request. */
  readonly ids: CommandIds;
  readonly name: CommandNameFor<'job'>;
  readonly jobId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

/** Request that a command made before: it waits, or is approved and can be sent. */
export type EarlierRequest =
  | { readonly status: 'waiting'; readonly answer: CommandAccepted }
  | { readonly status: 'approved'; readonly command: JobCommandRequest };

/** Requests of held commands for the approval of a second person. */
export abstract class SecondPerson {
  /**
   * Returns the request that the same command made before; null if it made none.
   * @throws ProblemException 422 the key came with another body; 409 it was rejected or withdrawn, or has expired
   */
  abstract earlier(ids: CommandIds, traceparent: string): Promise<EarlierRequest | null>;

  /**
   * Records the request. Returns null if the same command made one since it was looked for.
   * @throws ProblemException 403 nobody knows who asks; 409 the same command to the job waits already
   */
  abstract ask(held: HeldCommand): Promise<CommandAccepted | null>;
}

/** Second person of a gateway without a wing that takes requests: what the policy holds is not sent. */
export const noSecondPerson: SecondPerson = {
  earlier: async () => null,
  ask: async () => {
    throw new ProblemException(403, 'This needs a second person, and this system takes no requests for approval.');
  },
};
