import type { CommandAccepted, CommandNameFor } from '@reprise/contracts';
import type { Caller } from '../../shared/http/caller.ts';
import type { CommandIds } from '../../shared/http/command-ids.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import type { JobCommandRequest } from './job-command-request.ts';

/** Command that the policy holds until a second person approves it. */
export interface HeldCommand {
  /**
   * Ids of the command. The command's id becomes the id of the approval, so that sending the command twice creates only
   * one request.
   */
  readonly ids: CommandIds;
  readonly name: CommandNameFor<'job'>;
  readonly jobId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

/** Earlier approval request of a command. It is waiting, or it is approved and the command can be sent. */
export type EarlierRequest =
  | { readonly status: 'waiting'; readonly answer: CommandAccepted }
  | { readonly status: 'approved'; readonly command: JobCommandRequest };

/** Approval requests for commands that are held. */
export abstract class SecondPerson {
  /**
   * Returns the earlier request of the same command; null if there is none.
   * @throws ProblemException 422 if the key was used with a different body; 409 if the request was rejected, withdrawn,
   * or has expired
   */
  abstract earlier(ids: CommandIds, traceparent: string): Promise<EarlierRequest | null>;

  /**
   * Records the request. Returns null if the same command created one in the meantime.
   * @throws ProblemException 403 if the requester is unknown; 409 if the same command for the job is already waiting
   */
  abstract ask(held: HeldCommand): Promise<CommandAccepted | null>;
}

/** Default of a gateway without the approvals wing: held commands are rejected. */
export const noSecondPerson: SecondPerson = {
  earlier: async () => null,
  ask: async () => {
    throw new ProblemException(403, 'This needs a second person, and this system takes no requests for approval.');
  },
};
