import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAccepted } from '@reprise/contracts';
import { Storages } from '../../storages.ts';
import { commandIds } from '../command-ids.ts';
import { JobCommands } from '../job-commands.ts';
import { ResumeJob } from './resume-job.command.ts';

@CommandHandler(ResumeJob)
export class ResumeJobHandler implements ICommandHandler<ResumeJob> {
  constructor(
    private readonly jobs: JobCommands,
    private readonly storages: Storages,
  ) {}

  async execute({ jobId, body, caller }: ResumeJob): Promise<CommandAccepted> {
    const receipt = await this.jobs.carryOut({
      jobId,
      ids: commandIds(caller, `POST /api/jobs/${jobId}/resume`, body),
      caller,
      verb: 'resume',
      command: async ({ state }) => ({
        name: 'resume',
        reason: body.reason || null,
        work_dir: await this.storages.workDirOf(state),
      }),
    });
    return { message: 'Pipeline resume started', ...receipt };
  }
}
