import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SizesRequest, sizesSubject, type SizesResponse, type RunnerPlace } from '@reprise/contracts';
import { diskId } from '../sizes/disk-id.ts';
import { JobSizes } from '../sizes/job-sizes.ts';

/** Maximum number of sizes per answer, because NATS accepts messages of up to 1 MB. */
const MOST = 3_000;

/** Answers with the measured sizes of the jobs on this runner's storage. The storage id is part of the subject. */
export function sizeQuestions(place: RunnerPlace, dataDir: string) {
  @Controller()
  class SizeQuestions {
    constructor(private readonly known: JobSizes) {}

    @MessagePattern(sizesSubject(place))
    async sizes(@Payload() question: unknown): Promise<SizesResponse> {
      const { after } = SizesRequest.parse(question);
      const all = this.known.list().filter(({ job_id }) => after === null || job_id > after);
      const { blocks, bavail, bsize } = await statfs(join(dataDir, 'jobs')).catch(() => statfs(dataDir));
      const id = (await diskId(join(dataDir, 'jobs'))) ?? (await diskId(dataDir));
      return {
        sizes: all.slice(0, MOST),
        more: all.length > MOST,
        disk: { ...(id !== null && { id }), bytes: blocks * bsize, free_bytes: bavail * bsize },
      };
    }
  }
  return SizeQuestions;
}
