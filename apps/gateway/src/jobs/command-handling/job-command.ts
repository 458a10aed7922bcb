import { Command } from '@nestjs/cqrs';
import type { CommandAccepted, CommandNameFor } from '@reprise/contracts';
import type { Caller } from '../../shared/http/caller.ts';
import type { BodyOf } from './look-up.ts';

/** Approval of a command, and the event that granted it. */
export interface Approval {
  readonly approval_id: string;
  readonly decision_id: string;
}

/** A person's command, as it came over HTTP. */
export class JobCommand<N extends CommandNameFor<'job'> = CommandNameFor<'job'>> extends Command<CommandAccepted> {
  constructor(
    readonly name: N,
    /** Undefined where the command makes the job. */
    readonly jobId: string | undefined,
    readonly body: BodyOf<N>,
    readonly caller: Caller,
    /** Set if a second person approved it. */
    readonly approval?: Approval,
  ) {
    super();
  }
}
