import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAccepted, SubmitBody } from '@reprise/contracts';
import { derivedId, newId } from '@reprise/event-log';
import type { PersonCommand } from '@reprise/job';
import { Pipelines } from '../../../shared/pipelines/pipelines.ts';
import { commandIds } from '../command-ids.ts';
import { JobCommands } from '../job-commands.ts';
import { SubmitJob } from './submit-job.command.ts';

const QUEUE = 'default';
const PRIORITY = 0;

@CommandHandler(SubmitJob)
export class SubmitJobHandler implements ICommandHandler<SubmitJob> {
  constructor(
    private readonly jobs: JobCommands,
    private readonly pipelines: Pipelines,
  ) {}

  async execute({ body, caller }: SubmitJob): Promise<CommandAccepted> {
    const ids = commandIds(caller, 'POST /api/jobs', body);
    const jobId = ids.repeatable ? derivedId('job', ids.id) : newId();
    const command = () => this.submission(body);
    const receipt = await this.jobs.carryOut({ jobId, ids, caller, verb: 'submit', command });
    return { message: 'Pipeline submitted', ...receipt };
  }

  private async submission(body: SubmitBody): Promise<PersonCommand> {
    const pipeline = this.pipelines.find(body.pipeline);
    const { params, inputs, inputs_count } = await this.pipelines.check(pipeline, body.params);
    return {
      name: 'submit',
      sample_name: body.sample_name,
      pipeline: pipeline.manifest.name,
      pipeline_revision: pipeline.revision,
      params,
      inputs,
      ...(inputs_count && { inputs_count }),
      queue: QUEUE,
      priority: PRIORITY,
      reason: body.reason || null,
    };
  }
}
