import { Command } from '@nestjs/cqrs';
import type { CommandAccepted, CommandNameFor } from '@reprise/contracts';
import type { Caller } from '../../shared/http/caller.ts';
import type { ProblemException } from '../../shared/http/problem.ts';
import type { BodyOf } from './look-up.ts';

/** Approval of a command. */
export interface Approval {
  /** Id of the approved command: the same one each time it is sent, as after a broken connection. */
  readonly command_id: string;
  /** Event that granted it. */
  readonly decision_id: string;
}

/** Context of a command that is one of many: in a bulk command, or of a samplesheet. */
export interface BulkPart {
  /** Original body: a repeated key is compared by it, because the sent body may differ each time. */
  readonly given: object;
  /** Problem to respond with unless the command was already handled; null: none. */
  readonly problem: ProblemException | null;
  /** Whether the runners were already queried for all of them what tasks can read. */
  readonly runnersAsked?: boolean;
}

/** A person's command, as it came over HTTP. */
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
