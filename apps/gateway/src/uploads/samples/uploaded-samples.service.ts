import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Page, UploadedSample, UploadedSampleBody } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { arrangeFastqs } from '@reprise/fastq';
import {
  listOpenJobs,
  pageOfList,
  type ChangeFeed,
  type OpenJob,
  type PageQuery,
  type ReadModel,
} from '@reprise/read-model';
import { ProblemException, wrongFields } from '../../shared/http/problem.ts';
import { OwnWrites } from '../../shared/servers/own-writes.ts';
import { CHANGE_FEED, READ_MODEL, SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import type { SampleRecord } from '../files/upload-records.ts';
import { assertFits } from '../files/upload-space.ts';
import { UploadsFolder } from '../files/uploads-folder.ts';
import { readyUploads } from './ready-uploads.ts';
import { makeSample } from './make-sample.ts';

/** Time for a job that its sender has just submitted to be readable. */
const OWN_WRITE_MS = 1_000;

/** Samples made of uploads: folders that jobs take as their input. */
@Injectable()
export class UploadedSamples implements OnApplicationBootstrap {
  readonly #logger = new Logger('Uploads');
  /** Changes one after the other, so that no upload becomes a part of two samples. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: UploadsFolder,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'uploads'>,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    private readonly writes: OwnWrites,
  ) {}

  /** Removes folders whose making or deletion was cut off. */
  async onApplicationBootstrap(): Promise<void> {
    await this.folder.open();
    for (const name of await readdir(this.folder.samplesRoot))
      if (/\.(new|gone)$/.test(name)) await rm(join(this.folder.samplesRoot, name), { recursive: true, force: true });
  }

  async list(query: PageQuery): Promise<Page<UploadedSample>> {
    const jobs = await listOpenJobs(this.readModel);
    const { items, next_cursor } = pageOfList(await this.folder.samples.all(), query);
    return { items: items.map((record) => this.#view(record, jobs)), next_cursor };
  }

  /** @throws ProblemException 409 a part of another sample, 413, 422, 507 */
  make(body: UploadedSampleBody, actor: string): Promise<UploadedSample> {
    return this.#oneByOne(async () => {
      const uploads = await readyUploads(body.upload_ids, this.folder);
      const { lanes, isSingleEnd, problems } = arrangeFastqs(body.name, uploads);
      const unequal = lanes.flatMap(({ r1, r2 }) =>
        r1 && r2 && r1.reads !== r2.reads
          ? [
              `${r1.name} has ${count(r1.reads)} and ${r2.name} ${count(r2.reads)}: both files of a pair must have as many. One of them may have been cut off.`,
            ]
          : [],
      );
      const messages = [...problems, ...unequal];
      if (messages.length > 0) throw wrongFields(messages.map((message) => ({ field: 'upload_ids', message })));
      const copied = lanes.length > 1 ? uploads.reduce((sum, { size }) => sum + size, 0) : 0;
      await assertFits(copied, this.folder, this.settings.uploads);
      const sample_id = newId();
      const folder = `${body.name}-${sample_id}`;
      const record: SampleRecord = {
        ...{ sample_id, name: body.name, folder },
        files: await makeSample(join(this.folder.samplesRoot, folder), body.name, { lanes, isSingleEnd }),
        copied_bytes: copied,
        upload_ids: uploads.map(({ upload_id }) => upload_id),
        reads: lanes.reduce((sum, { r1 }) => sum + (r1?.reads ?? 0), 0),
        is_paired: !isSingleEnd,
        ...{ created_at: new Date().toISOString(), created_by: actor },
      };
      await this.folder.samples.save(sample_id, record);
      this.#logger.log(`${actor} made the sample ${sample_id} of ${String(uploads.length)} uploads`);
      return this.#view(record, []);
    });
  }

  /** Deletes a sample with its uploads. @throws ProblemException 404, 409 a job that is not over uses it */
  remove(id: string, actor: string): Promise<void> {
    return this.#oneByOne(async () => {
      const record = await this.folder.samples.find(id);
      if (!record) throw new ProblemException(404, `There is no sample ${id.slice(0, 100)}.`);
      await this.feed.waitFor(this.writes.lastOf({ actor }), OWN_WRITE_MS);
      const { used_by, input_dir, sample_id, name } = this.#view(record, await listOpenJobs(this.readModel));
      const [job] = used_by;
      if (job)
        throw new ProblemException(
          409,
          `${name} is the input of ${job.sample_name} (job ${job.job_id}), which is not over. Cancel the job or wait for its end.`,
        );
      await rename(input_dir, `${input_dir}.gone`).catch(ifMissing);
      for (const upload of record.upload_ids) await this.folder.remove(upload);
      await this.folder.samples.remove(sample_id);
      await rm(`${input_dir}.gone`, { recursive: true, force: true });
      this.#logger.log(`${actor} deleted the sample ${sample_id}`);
    });
  }

  #view(
    { folder, files, upload_ids, copied_bytes: _, ...rest }: SampleRecord,
    jobs: readonly OpenJob[],
  ): UploadedSample {
    const input_dir = join(this.folder.samplesRoot, folder);
    // The folder's name has an id: nothing else contains it.
    const used_by = jobs.filter(({ params }) => JSON.stringify(params).includes(folder));
    return {
      ...rest,
      input_dir,
      files: [...files],
      upload_ids: [...upload_ids],
      used_by: used_by.map(({ job_id, sample_name }) => ({ job_id, sample_name })),
    };
  }

  #oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => undefined);
    return changed;
  }
}

const count = (reads: number) => `${reads.toLocaleString('en')} reads`;
const ifMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};
