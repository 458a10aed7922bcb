import { Command } from '@nestjs/cqrs';
import type { CommandAccepted, RerunBody } from '@reprise/contracts';
import type { Caller } from '../../../shared/http/caller.ts';

export class RerunJob extends Command<CommandAccepted> {
  constructor(
    readonly jobId: string,
    readonly body: RerunBody,
    readonly caller: Caller,
  ) {
    super();
  }
}
