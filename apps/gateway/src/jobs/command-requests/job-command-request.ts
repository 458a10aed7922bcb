import { Command } from '@nestjs/cqrs';
import type { CommandAccepted, CommandNameFor } from '@reprise/contracts';
import type { Caller } from '../../shared/http/caller.ts';
import type { ProblemException } from '../../shared/http/problem.ts';
import type { BodyOf } from './look-up.ts';

/** Approval of a command. */
export interface Approval {
  /**
   * Id of the approved command. It is the same each time the command is sent, for example after a broken connection.
   */
  readonly command_id: string;
  /** Id of the event that granted the approval. */
  readonly decision_id: string;
}

/** Context of a command that is one of many, as part of a bulk command or a samplesheet. */
export interface BulkPart {
  /** Original body. It is compared if a key is repeated, because the body that is sent may differ each time. */
  readonly given: object;
  /** Problem to respond with unless the command was already handled; null if there is none. */
  readonly problem: ProblemException | null;
  /** Whether runners were already asked, for all of these commands, which paths tasks can read. */
  readonly runnersAsked?: boolean;
}

/** A user's command, as it was received over HTTP. */
export class JobCommandRequest<
  N extends CommandNameFor<'job'> = CommandNameFor<'job'>,
> extends Command<CommandAccepted> {
  constructor(
    readonly name: N,
    /** Undefined if the command creates the job. */
    readonly jobId: string | undefined,
    readonly body: BodyOf<N>,
    readonly caller: Caller,
    /** Set if a second person approved it. */
    readonly approval?: Approval,
    /** Set if it is one of many. */
    readonly part?: BulkPart,
  ) {
    super();
  }
}
