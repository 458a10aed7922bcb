import { chmod } from 'node:fs/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { GATEWAY } from '@reprise/contracts';
import type { UploadPage, UploadView } from '../../contract/index.ts';
import { newId } from '@reprise/event-log';
import { checkInWorker } from '../../fastq/check/index.ts';
import { isDatabaseAway, pageOfList, type PageOptions } from '@reprise/read-model';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { InputTrail, type InputAuthor } from '@reprise/gateway/shared/inputs/input-trail.ts';
import { isLeaving, RecordOutbox, withoutSent, withUnsent } from '@reprise/gateway/shared/inputs/record-outbox.ts';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { reasonOfAge, uploadDeleted, uploadReceived } from './upload-events.ts';
import type { UploadRecord } from './upload-records.ts';
import { assertFits, uploadSpace } from './upload-space.ts';
import { UploadsFolder, type Received } from './uploads-folder.ts';

/** Interval of removals: an hour, or the age limit if that is shorter, because the page shows it. */
const PRUNE_MS = { most: 3_600_000, least: 10_000 } as const;

/** Delay after which uploads are checked again if the database does not answer. */
const RETRY_MS = 2_000;

/** Uploads: their state, their check once they are complete, and the removal of abandoned ones. */
@Injectable()
export class Uploads implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Uploads');
  readonly #stopping = new AbortController();
  readonly #checking = new Map<string, Promise<void>>();
  /** Number of requests that continue an upload, by its id. */
  readonly #continuing = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;

  readonly #outbox: RecordOutbox<UploadRecord>;

  constructor(
    private readonly folder: UploadsFolder,
    private readonly trail: InputTrail,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'uploads'>,
  ) {
    this.#outbox = new RecordOutbox(trail, {
      all: () => folder.uploads.all(),
      find: (id) => folder.uploads.find(id),
      idOf: ({ upload_id }) => upload_id,
      forget: (id, sent) => folder.record(id, (record) => withoutSent(record, sent)),
      remove: ({ upload_id }) => folder.remove(upload_id),
    });
  }

  /** Continues after a restart: completes deletions, checks complete uploads, and removes old ones. */
  async onApplicationBootstrap(): Promise<void> {
    await this.folder.open();
    await this.#outbox.start();
    await this.prune();
    const every = Math.min(PRUNE_MS.most, Math.max(PRUNE_MS.least, this.settings.uploads.maxAgeMs));
    this.#timer = setInterval(() => void this.prune().catch(this.#report), every).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#retry);
    this.#stopping.abort();
    await Promise.all(this.#checking.values());
    await this.#outbox.stop();
  }

  async list(query: PageOptions): Promise<UploadPage> {
    const samples = await this.folder.samples.all();
    const sampleOf = new Map(samples.flatMap((each) => each.upload_ids.map((id) => [id, each.sample_id] as const)));
    const { items, next_cursor } = pageOfList(await this.#all(), query);
    const views = items.map((record) => this.#view(record, sampleOf.get(record.upload_id) ?? null));
    return {
      items: await Promise.all(views),
      next_cursor,
      space: await uploadSpace(this.folder, this.settings.uploads),
    };
  }

  /** Records an upload that is about to start. Returns its id. @throws ProblemException 413, 507 */
  create(name: string, size: number, actor: string, upload_reason?: string): Promise<string> {
    return this.folder.exclusively(async () => {
      await assertFits(size, this.folder, this.settings.uploads);
      const upload_id = newId();
      const created_at = new Date().toISOString();
      const begun = { created_at, created_by: actor, ...(upload_reason && { upload_reason }) };
      await this.folder.uploads.save(upload_id, { upload_id, name, size, ...begun });
      return upload_id;
    });
  }

  /** @throws ProblemException 404 */
  async find(id: string): Promise<UploadRecord> {
    return (await this.folder.findUpload(id)) ?? unknownUpload(id);
  }

  /**
   * Runs a request that continues an upload. Until the request ends, the upload is not removed because of its age.
   * Several requests may run, because a second one takes over from one with a dead connection.
   * @throws ProblemException 404, including while it is being deleted; 403 if another user started it
   */
  async continue(id: string, actor: string, goOn: () => Promise<void>): Promise<void> {
    // Records have ids in lower case. There is no await before the count, so either a removal sees it, or this request
    // sees the removal.
    const key = id.toLowerCase();
    if (this.folder.isReserved(key, 'deletion')) unknownUpload(id);
    this.#continuing.set(key, (this.#continuing.get(key) ?? 0) + 1);
    try {
      const { created_by, name } = await this.find(id);
      if (created_by !== actor)
        throw new ProblemException(
          403,
          `${name} was started by someone else, and only they can continue it. Upload the file yourself.`,
        );
      await goOn();
    } finally {
      const left = (this.#continuing.get(key) ?? 1) - 1;
      if (left > 0) this.#continuing.set(key, left);
      else this.#continuing.delete(key);
    }
  }

  /** Accepts an upload after its last byte and starts its check. */
  async received(id: string): Promise<void> {
    if (this.#checking.has(id)) return;
    const taken = this.#take(id);
    this.#checking.set(
      id,
      taken
        .then((whole) => whole && this.#check(whole))
        .catch(this.#postpone)
        .finally(() => this.#checking.delete(id)),
    );
    await taken.catch((error: unknown) => {
      // All bytes are there, so it is recorded as complete once the database answers.
      if (!isDatabaseAway(error)) throw error;
    });
  }

  /** Resolves when no check is running. */
  async checked(): Promise<void> {
    await Promise.all(this.#checking.values());
  }

  /**
   * Deletes an upload once the log has its event.
   * @throws ProblemException 404; 409 if it is part of a sample, or is being added to a sample or deleted; 422 without
   * a required reason
   * @throws LogUnavailableError, StreamChangedError if the log accepts no event; nothing was deleted
   */
  async remove(id: string, reason: string | undefined, by: InputAuthor): Promise<void> {
    const release = this.folder.reserve([id], 'deletion');
    try {
      await this.#assertInNoSample(await this.find(id));
      this.trail.requireReason('delete_upload', reason);
      const isDeleted = await this.#delete(id, reason ?? null, by, async (record) => {
        // Another gateway may have created a sample from it in the meantime.
        await this.#assertInNoSample(record);
        return true;
      });
      if (!isDeleted) unknownUpload(id);
    } finally {
      release();
    }
  }

  /**
   * Removes uploads that received no bytes for too long, and checks complete uploads whose check failed or was
   * interrupted.
   */
  async prune(now = Date.now()): Promise<void> {
    for (const record of await this.#all()) {
      const received = await this.folder.received(record);
      // If the log does not answer, it is kept until the next time.
      if (this.#isStale(record, received, now)) await this.#removeStale(record, now).catch(this.#report);
      else if (received.bytes === record.size && !record.check)
        await this.received(record.upload_id).catch(() => undefined); // reported there
    }
  }

  #isStale({ size }: UploadRecord, { bytes, at }: Received, now: number): boolean {
    return bytes !== size && now - at.getTime() > this.settings.uploads.maxAgeMs;
  }

  /** Removes an upload that received no bytes for too long, unless a request continues it. */
  async #removeStale(record: UploadRecord, now: number): Promise<void> {
    const { upload_id } = record;
    if (this.#continuing.has(upload_id) || this.folder.isReserved(upload_id)) return;
    const release = this.folder.reserve([upload_id], 'deletion');
    try {
      // A request may have ended just now.
      const isStale = async (found: UploadRecord) => this.#isStale(found, await this.folder.received(found), now);
      if (!(await isStale(record))) return;
      await this.#delete(upload_id, reasonOfAge(this.settings.uploads.maxAgeMs), { actor: GATEWAY }, isStale);
    } finally {
      release();
    }
  }

  /** @throws ProblemException 409 */
  async #assertInNoSample({ upload_id, name }: UploadRecord): Promise<void> {
    const sample = (await this.folder.samples.all()).find(({ upload_ids }) => upload_ids.includes(upload_id));
    if (sample)
      throw new ProblemException(409, `${name} is a part of the sample ${sample.name}. Delete the sample instead.`);
  }

  /**
   * Saves the deletion event with the record if the record's current state permits it (`mayGo`), appends the event, and
   * deletes the upload. Returns false if this is not permitted, or if the upload does not exist.
   */
  async #delete(
    id: string,
    reason: string | null,
    by: InputAuthor,
    mayGo: (record: UploadRecord) => Promise<boolean>,
  ): Promise<boolean> {
    await this.trail.assertAnswers();
    const leaving = await this.folder.record(id, async (record) => {
      if (!(await mayGo(record))) return undefined;
      const { bytes } = await this.folder.received(record);
      return withUnsent(record, this.trail.prepare(uploadDeleted(record, bytes, reason), by));
    });
    if (leaving) await this.#outbox.send(leaving.upload_id);
    return leaving !== undefined;
  }

  /** Records that an upload is complete. Returns nothing if it was deleted or already checked. */
  #take(id: string): Promise<UploadRecord | undefined> {
    return this.folder.record(id, async (record) => {
      if (record.check) return undefined;
      await chmod(this.folder.fileOf(id), 0o444);
      return { ...record, received_at: record.received_at ?? new Date().toISOString() };
    });
  }

  async #check({ upload_id }: UploadRecord): Promise<void> {
    const check = await checkInWorker(this.folder.fileOf(upload_id), this.#stopping.signal);
    await this.folder.record(upload_id, (record) => {
      // Another gateway may have checked it too.
      if (record.check) return undefined;
      const event = this.trail.prepare(uploadReceived(record, check), { actor: record.created_by });
      return withUnsent({ ...record, check }, event);
    });
    await this.#outbox.send(upload_id);
  }

  async #all(): Promise<UploadRecord[]> {
    return (await this.folder.uploads.all()).filter((record) => !isLeaving(record));
  }

  /** Reports why a complete upload was not recorded or checked. Retries if the database was unreachable. */
  #postpone = (error: unknown): void => {
    this.#report(error);
    if (!isDatabaseAway(error) || this.#stopping.signal.aborted) return;
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      void this.prune().catch(this.#report);
    }, RETRY_MS).unref();
  };

  #report = (error: unknown): void => {
    const { name, code } = error as NodeJS.ErrnoException;
    if (name !== 'AbortError' && code !== 'ENOENT') this.#logger.error(error);
  };

  async #view(record: UploadRecord, sample_id: string | null): Promise<UploadView> {
    const { check: found, received_at = null, upload_reason: _, unsent, ...rest } = record;
    // It can become part of a sample once the log has its check.
    const check = unsent ? undefined : found;
    const { bytes, at } = await this.folder.received(record);
    const isWhole = bytes === record.size;
    return {
      ...rest,
      offset: bytes,
      status: check ? (check.ok ? 'ready' : 'rejected') : isWhole ? 'checking' : 'uploading',
      reason: check?.ok === false ? check.reason : null,
      reads: check?.ok ? check.reads : null,
      sha256: check?.ok ? check.sha256 : null,
      received_at,
      expires_at: isWhole ? null : new Date(at.getTime() + this.settings.uploads.maxAgeMs).toISOString(),
      sample_id,
    };
  }
}

function unknownUpload(id: string): never {
  throw new ProblemException(
    404,
    `There is no upload ${id.slice(0, 100)}. It may have been deleted, or was not finished in time.`,
  );
}
