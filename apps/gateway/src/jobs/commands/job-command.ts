import { Command } from '@nestjs/cqrs';
import type { CommandAccepted, CommandNameFor } from '@reprise/contracts';
import type { Caller } from '../../shared/http/caller.ts';
import type { BodyOf } from './look-up.ts';

/** A person's command, as it came over HTTP. */
export class JobCommand<N extends CommandNameFor<'job'> = CommandNameFor<'job'>> extends Command<CommandAccepted> {
  constructor(
    readonly name: N,
    /** Undefined where the command makes the job. */
    readonly jobId: string | undefined,
    readonly body: BodyOf<N>,
    readonly caller: Caller,
  ) {
    super();
  }
}
