import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { UploadedSample, UploadedSampleBody } from '../../contract/index.ts';
import { newId, type EventLog } from '@reprise/event-log';
import { arrangeFastqs } from '../../fastq/index.ts';
import {
  listOpenJobs,
  pageOfList,
  type ChangeFeed,
  type OpenJobInputs,
  type PageOptions,
  type ReadModel,
} from '@reprise/read-model';
import { ProblemException, unavailable, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { InputTrail, type InputAuthor } from '@reprise/gateway/shared/inputs/input-trail.ts';
import { isLeaving, RecordOutbox, withoutSent, withUnsent } from '@reprise/gateway/shared/inputs/record-outbox.ts';
import { CHANGE_FEED, EVENT_LOG, READ_MODEL, SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import type { SampleRecord, UploadRecord } from '../files/upload-records.ts';
import { assertFits } from '../files/upload-space.ts';
import { UploadsFolder } from '../files/uploads-folder.ts';
import { readyUploads } from './ready-uploads.ts';
import { makeSample } from './make-sample.ts';
import { removeOrphanedFolders } from './orphaned-folders.ts';
import { sampleDeleted, sampleMade } from './sample-events.ts';

/** Maximum time within which the tables catch up with the log. */
const TIMEOUT_MS = 5_000;
const REMOVE_EVERY_MS = 3_600_000;

/** Samples created from uploads: folders that jobs use as their input. */
@Injectable()
export class UploadedSamples implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Uploads');
  #timer: NodeJS.Timeout | undefined;

  readonly #outbox: RecordOutbox<SampleRecord>;

  constructor(
    private readonly folder: UploadsFolder,
    private readonly trail: InputTrail,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'uploads'>,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {
    this.#outbox = new RecordOutbox(trail, {
      all: () => folder.samples.all(),
      find: (id) => folder.samples.find(id),
      idOf: ({ sample_id }) => sample_id,
      forget: (id, sent) => folder.exclusively(() => folder.samples.change(id, (record) => withoutSent(record, sent))),
      remove: (record) => this.#remove(record),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.folder.open();
    for (const record of (await this.folder.samples.all()).filter(isLeaving)) await this.#hide(record);
    await this.#outbox.start();
    await this.removeOrphanedFolders();
    this.#timer = setInterval(() => {
      this.removeOrphanedFolders().catch((error: unknown) => this.#logger.error(error));
    }, REMOVE_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#outbox.stop();
  }

  /** Removes folders whose creation or deletion was interrupted. */
  removeOrphanedFolders(now = Date.now()): Promise<void> {
    return this.folder.exclusively(async () => {
      const { removed, unrecorded } = await removeOrphanedFolders(this.folder, now);
      for (const name of removed) this.#logger.log(`Removed the folder ${name}: its making or deletion was cut off`);
      if (unrecorded.length > 0)
        this.#logger.warn(
          `No sample is recorded for ${unrecorded.join(', ')} in ${this.folder.samplesRoot}. Make the sample again from its uploads, then delete the folder.`,
        );
    });
  }

  async list(query: PageOptions): Promise<Page<UploadedSample>> {
    const jobs = await listOpenJobs(this.readModel);
    const { items, next_cursor } = pageOfList(
      (await this.folder.samples.all()).filter((record) => !isLeaving(record)),
      query,
    );
    return { items: items.map((record) => this.#view(record, jobs)), next_cursor };
  }

  /** @throws ProblemException 409 if an upload is part of another sample or being deleted; 413, 422, 507 */
  async make(body: UploadedSampleBody, by: InputAuthor): Promise<UploadedSample> {
    const release = this.folder.reserve(body.upload_ids, 'making');
    try {
      return await this.#make(body, by);
    } finally {
      release();
    }
  }

  /**
   * Deletes a sample with its uploads once the log has its event.
   * @throws ProblemException 404; 409 if a job in progress uses it; 422 without a required reason; 503
   * @throws LogUnavailableError, StreamChangedError if the log accepts no event; nothing was deleted
   */
  async remove(id: string, reason: string | undefined, by: InputAuthor): Promise<void> {
    const record = await this.#find(id);
    const { name } = record;
    await this.#assertUpToDate(name);
    const { used_by, input_dir } = this.#view(record, await listOpenJobs(this.readModel));
    const [job] = used_by;
    if (job)
      throw new ProblemException(
        409,
        `${name} is the input of ${job.sample_name} (job ${job.job_id}), which is not over. Cancel the job or wait for its end.`,
      );
    this.trail.requireReason('delete_sample', reason);
    await this.trail.assertAnswers();
    await this.folder.exclusively(async () => {
      // Another request may have deleted it in the meantime.
      const { sample_id } = await this.#find(id);
      const uploads = await this.#uploadsOf(record);
      const event = this.trail.prepare(sampleDeleted(record, { input_dir, uploads, reason: reason ?? null }), by);
      await this.folder.samples.change(sample_id, (now) => withUnsent(now, event));
    });
    // Repeated when the files are deleted.
    await this.#hide(record).catch((error: unknown) => this.#logger.error(error));
    await this.#outbox.send(record.sample_id);
  }

  /** @throws ProblemException 404, including while it is being deleted */
  async #find(id: string): Promise<SampleRecord> {
    const record = await this.folder.samples.find(id);
    if (!record || isLeaving(record)) throw new ProblemException(404, `There is no sample ${id.slice(0, 100)}.`);
    return record;
  }

  /** Makes the folder of a sample unavailable to jobs. Can be repeated. */
  async #hide({ folder }: SampleRecord): Promise<void> {
    const input_dir = join(this.folder.samplesRoot, folder);
    await rename(input_dir, `${input_dir}.gone`).catch(ifMissing);
  }

  async #remove(record: SampleRecord): Promise<void> {
    const { sample_id, folder, upload_ids } = record;
    await this.#hide(record);
    for (const upload of upload_ids) await this.folder.remove(upload);
    await this.folder.samples.remove(sample_id);
    await rm(join(this.folder.samplesRoot, `${folder}.gone`), { recursive: true, force: true });
  }

  async #uploadsOf({ upload_ids }: SampleRecord): Promise<UploadRecord[]> {
    const uploads = await Promise.all(upload_ids.map((id) => this.folder.uploads.find(id)));
    return uploads.filter((upload) => upload !== undefined);
  }

  async #make(body: UploadedSampleBody, by: InputAuthor): Promise<UploadedSample> {
    const sample_id = newId();
    const folder = `${body.name}-${sample_id}`;
    const { uploads, arranged, copied } = await this.folder.exclusively(() => this.#begin(body, sample_id, folder));
    const input_dir = join(this.folder.samplesRoot, folder);
    let record: SampleRecord;
    try {
      await this.trail.assertAnswers();
      record = {
        sample_id,
        name: body.name,
        folder,
        files: await makeSample(input_dir, body.name, arranged),
        copied_bytes: copied,
        upload_ids: uploads.map(({ upload_id }) => upload_id),
        reads: arranged.lanes.reduce((sum, { r1 }) => sum + (r1?.reads ?? 0), 0),
        is_paired: !arranged.isSingleEnd,
        created_at: new Date().toISOString(),
        created_by: by.actor,
      };
      const about = { input_dir, uploads: await this.#uploadsOf(record), reason: body.reason ?? null };
      const made = withUnsent(record, this.trail.prepare(sampleMade(record, about), by));
      await this.folder.exclusively(async () => {
        // Another gateway may have created a sample from them in the meantime, or deleted one of them.
        await readyUploads(body.upload_ids, this.folder);
        await this.folder.samples.save(sample_id, made);
      });
    } catch (error) {
      await rm(input_dir, { recursive: true, force: true });
      // If another gateway deleted one of them, this is the reason.
      await readyUploads(body.upload_ids, this.folder);
      throw error;
    } finally {
      await this.folder.copies.remove(sample_id);
    }
    await this.#outbox.send(sample_id);
    return this.#view(record, []);
  }

  /** Checks the files for a sample, and records how many bytes joining its lanes will take. */
  async #begin({ name, upload_ids }: UploadedSampleBody, sample_id: string, folder: string) {
    const uploads = await readyUploads(upload_ids, this.folder);
    const arranged = arrangeFastqs(name, uploads);
    const unequal = arranged.lanes.flatMap(({ r1, r2 }) =>
      r1 && r2 && r1.reads !== r2.reads
        ? [
            `${r1.name} has ${count(r1.reads)} and ${r2.name} ${count(r2.reads)}: both files of a pair must have as many. One of them may have been cut off.`,
          ]
        : [],
    );
    const messages = [...arranged.problems, ...unequal];
    if (messages.length > 0) throw wrongFields(messages.map((message) => ({ field: 'upload_ids', message })));
    const copied = arranged.lanes.length > 1 ? uploads.reduce((sum, { size }) => sum + size, 0) : 0;
    await assertFits(copied, this.folder, this.settings.uploads);
    const began_at = new Date().toISOString();
    if (copied > 0) await this.folder.copies.save(sample_id, { sample_id, folder, bytes: copied, began_at });
    return { uploads, arranged, copied };
  }

  /**
   * @throws ProblemException 503 if the tables lack jobs that may use the sample
   */
  async #assertUpToDate(name: string): Promise<void> {
    const { last_seq } = await this.log.head();
    if (await this.feed.waitFor(last_seq, TIMEOUT_MS)) return;
    throw unavailable(
      `Jobs up to event ${String(last_seq)} cannot be read yet, and one of them may use ${name}. Nothing was deleted: try again soon.`,
      1,
    );
  }

  #view(
    { folder, files, upload_ids, copied_bytes: _, unsent: __, ...rest }: SampleRecord,
    jobs: readonly OpenJobInputs[],
  ): UploadedSample {
    const input_dir = join(this.folder.samplesRoot, folder);
    // The folder's name contains an id, so it is unique.
    const used_by = jobs.filter(({ params, launch, sheet }) =>
      JSON.stringify([params, launch, sheet]).includes(folder),
    );
    return {
      ...rest,
      input_dir,
      files: [...files],
      upload_ids: [...upload_ids],
      used_by: used_by.map(({ job_id, sample_name }) => ({ job_id, sample_name })),
    };
  }
}

const count = (reads: number) => `${reads.toLocaleString('en')} reads`;
const ifMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};
