import { Controller } from '@nestjs/common';
import { isUrl, type StepGraph } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { jobRoutes } from '@reprise/contracts/routes';
import type { Job } from '@reprise/job';
import { Serve } from '../../shared/http/serve.ts';
import { Storages } from '../storages.ts';
import { JobQueries } from './job-queries.ts';

/** Shows which steps of a job feed each other. Links are not recorded: they are read from the work dir on demand. */
@Controller()
export class JobGraphController {
  constructor(
    private readonly queries: JobQueries,
    private readonly storages: Storages,
  ) {}

  @Serve(jobRoutes.graph)
  async show({ params: { id } }: Parsed<typeof jobRoutes.graph>): Promise<StepGraph> {
    const job = await this.queries.find(id);
    const work_dir = job.last_run?.work_dir ?? null;
    const why = whyUnreadable(job);
    if (why !== null) return { work_dir, steps: [], unknown: why };
    const found = await this.storages.stepLinks(job);
    if (!found) return { work_dir, steps: [], unknown: 'The runner with the work dir of this job does not answer now' };
    return {
      work_dir,
      steps: found.steps,
      unknown: found.work_dir === 'absent' ? 'The work dir no longer exists' : null,
    };
  }
}

function whyUnreadable({ last_run, cleaned }: Job): string | null {
  if (!last_run) return 'No task has staged its inputs yet';
  if (cleaned) return 'The work dir was deleted';
  return isUrl(last_run.work_dir) ? 'The work dir is in an object store, which Reprise does not read' : null;
}
