import { relative } from 'node:path';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttemptView, FileView, Page } from '@reprise/contracts';
import { listAttempts, type ReadModel } from '@reprise/projection';
import { READ_MODEL } from '../../infrastructure/tokens.ts';
import { knownJob } from '../known-job.ts';

export class ListFiles extends Query<Page<FileView>> {
  constructor(readonly jobId: string) {
    super();
  }
}

@QueryHandler(ListFiles)
export class ListFilesHandler implements IQueryHandler<ListFiles> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  async execute({ jobId }: ListFiles): Promise<Page<FileView>> {
    await knownJob(this.readModel, jobId);
    const latest = (await listAttempts(this.readModel, jobId)).at(-1);
    return { items: latest ? filesOf(latest) : [], next_cursor: null };
  }
}

function filesOf({ outputs, output_dir }: AttemptView): FileView[] {
  return outputs.map(({ path, ...output }) => ({ ...output, path: output_dir ? relative(output_dir, path) : path }));
}
