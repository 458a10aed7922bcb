import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAccepted } from '@reprise/contracts';
import { commandIds } from '../command-ids.ts';
import { JobCommands } from '../job-commands.ts';
import { CancelJob } from './cancel-job.command.ts';

@CommandHandler(CancelJob)
export class CancelJobHandler implements ICommandHandler<CancelJob> {
  constructor(private readonly jobs: JobCommands) {}

  async execute({ jobId, body, caller }: CancelJob): Promise<CommandAccepted> {
    const receipt = await this.jobs.carryOut({
      jobId,
      ids: commandIds(caller, `POST /api/jobs/${jobId}/cancel`, body),
      caller,
      verb: 'cancel',
      command: async () => ({ name: 'cancel', reason: body.reason || null }),
    });
    return { message: 'Pipeline cancelled successfully', ...receipt };
  }
}
