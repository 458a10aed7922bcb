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

/** Circumstances of a command that is one of many: of a bulk command, or of a samplesheet. */
export interface BulkPart {
  /** Body as it was given: a repeated key is compared by it, as the one that is sent may be another each time. */
  readonly given: object;
  /** Problem that it ends in unless it came before; null: none. */
  readonly problem: ProblemException | null;
  /** Whether the runners were asked for all of them together what tasks can read. */
  readonly runnersAsked?: boolean;
}

/** A person's command, as it came over HTTP. */
export class JobCommandRequest<
  N extends CommandNameFor<'job'> = CommandNameFor<'job'>,
> extends Command<CommandAccepted> {
  constructor(
    readonly name: N,
    /** Undefined where the command makes the job. */
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
