import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAccepted, Params, RerunBody } from '@reprise/contracts';
import { isOpen, type KnownJob, type PersonCommand } from '@reprise/job';
import { Pipelines } from '../../../shared/pipelines/pipelines.ts';
import { commandIds } from '../command-ids.ts';
import { JobCommands } from '../job-commands.ts';
import { RerunJob } from './rerun-job.command.ts';

@CommandHandler(RerunJob)
export class RerunJobHandler implements ICommandHandler<RerunJob> {
  constructor(
    private readonly jobs: JobCommands,
    private readonly pipelines: Pipelines,
  ) {}

  async execute({ jobId, body, caller }: RerunJob): Promise<CommandAccepted> {
    const receipt = await this.jobs.carryOut({
      jobId,
      ids: commandIds(caller, `POST /api/jobs/${jobId}/rerun`, body),
      caller,
      verb: 'rerun',
      command: (job) => this.rerun(job, body),
    });
    return { message: 'Pipeline rerun started', ...receipt };
  }

  private async rerun({ state }: KnownJob, body: RerunBody): Promise<PersonCommand> {
    const { reason, keep_work_dir, params } = body;
    const command = { name: 'rerun', reason: reason || null, keep_work_dir } as const;
    // A job that is open is refused whatever its parameters.
    if (!params || state.status === 'unknown' || isOpen(state)) return command;
    return { ...command, params: await this.changed(state, params) };
  }

  /** The job's parameters with these changes, checked like those of a submission. */
  private async changed(job: { pipeline: string; params: Params }, changes: Params): Promise<Params> {
    const { params } = await this.pipelines.check(this.pipelines.find(job.pipeline), { ...job.params, ...changes });
    return params;
  }
}
