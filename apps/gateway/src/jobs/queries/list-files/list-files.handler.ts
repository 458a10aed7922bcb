import { relative } from 'node:path';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttemptView, FileView, Page } from '@reprise/contracts';
import { listAttempts, pageOfList, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../../../shared/servers/tokens.ts';
import { knownJob } from '../known-job.ts';
import type { ListQuery } from '../../../shared/http/page-query.ts';

export class ListFiles extends Query<Page<FileView>> {
  constructor(
    readonly jobId: string,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListFiles)
export class ListFilesHandler implements IQueryHandler<ListFiles> {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  async execute({ jobId, query }: ListFiles): Promise<Page<FileView>> {
    await knownJob(this.readModel, jobId);
    const latest = (await listAttempts(this.readModel, jobId)).at(-1);
    return pageOfList(latest ? filesOf(latest) : [], query);
  }
}

function filesOf({ outputs, output_dir }: AttemptView): FileView[] {
  return outputs.map(({ path, ...output }) => ({ ...output, path: output_dir ? relative(output_dir, path) : path }));
}
