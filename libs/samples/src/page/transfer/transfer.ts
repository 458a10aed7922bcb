import { computed, signal } from '@angular/core';
import { type DetailedError, type HttpResponse, Upload } from 'tus-js-client';
import { UPLOADS } from '../upload-api.ts';
import { isOtherFile } from './is-other-file.ts';
import { SpeedMeter } from './speed-meter.ts';

/**
 * `waiting`: waits for its turn. `retrying`: the server is unreachable. `failed`: it was rejected, or unreachable for
 * too long.
 */
export type TransferState = 'waiting' | 'sending' | 'retrying' | 'paused' | 'failed' | 'done';

/** Number of bytes per request: small enough for proxies, and for request timeouts on a slow connection. */
const PART = 16 * 1024 * 1024;
/** Delays of retries, in milliseconds. In total, they exceed a restart of the server or a computer's sleep. */
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 120_000, 300_000];
/** Temporary rejections: the upload is locked by an interrupted request, or there were too many requests. */
const PASSING = new Set([408, 409, 423, 425, 429]);
/** Responses of a proxy while Reprise restarts. */
const PASSING_OF_PROXIES = new Set([403, 404, 410]);
/** Not enough space. This is not temporary. */
const NO_SPACE = 507;
/**
 * Responses to HEAD that tus-js-client handles: the upload is gone or belongs to another user (starts again), or is
 * locked (retries).
 */
const HANDLED_BY_TUS = new Set([403, 404, 410, 423]);

/** Header of every response of Reprise. Proxies do not add it. */
const OF_REPRISE = 'X-Correlation-Id';
const isOfProxy = (response: HttpResponse): boolean => !response.getHeader(OF_REPRISE);

/** The response to HEAD would make tus-js-client start again, although the upload may exist. */
class ResumeError extends Error {
  constructor(readonly response: HttpResponse) {
    super(`HTTP ${String(response.getStatus())}`);
  }
}

interface TransferOptions {
  /** Upload on the server to continue. */
  readonly uploadId: string | null;
  /** Called at its end and on each pause. */
  readonly onStop: () => void;
  readonly onSignedOut: () => void;
}

/** Sends one file over tus. Continues after a broken connection, and in another browser session. */
export class Transfer {
  readonly state = signal<TransferState>('waiting');
  readonly error = signal('');
  readonly sent = signal(0);
  /** Bytes per second. */
  readonly speed = signal<number | null>(null);
  readonly uploadId = signal<string | null>(null);
  readonly isActive = computed(() => ['waiting', 'sending', 'retrying'].includes(this.state()));
  private readonly meter = new SpeedMeter();
  private readonly upload: Upload;
  private hasBegun = false;

  constructor(
    readonly file: File,
    private readonly options: TransferOptions,
  ) {
    const { uploadId, onStop, onSignedOut } = options;
    this.uploadId.set(uploadId);
    this.upload = new Upload(file, {
      endpoint: UPLOADS,
      uploadUrl: uploadId === null ? null : `${UPLOADS}/${uploadId}`,
      metadata: { filename: file.name },
      chunkSize: PART,
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      onUploadUrlAvailable: () => this.uploadId.set(this.upload.url?.split('/').at(-1) ?? null),
      onProgress: (sent) => this.progress(sent),
      onAfterResponse: (request, response) => {
        const status = response.getStatus();
        if (request.getMethod() !== 'HEAD' || status < 300) return;
        if (!HANDLED_BY_TUS.has(status) || isOfProxy(response)) throw new ResumeError(response);
      },
      onShouldRetry: (error) => {
        const status = statusOf(error);
        const response = responseOf(error);
        const isOurs = response !== null && !isOfProxy(response);
        const passes =
          status === 0 ||
          (status >= 500 && status !== NO_SPACE) ||
          PASSING.has(status) ||
          (PASSING_OF_PROXIES.has(status) && !isOurs);
        if (passes) this.pauseMeter('retrying');
        // If the file was changed on disk, this fails as a broken connection does.
        if (response === null) void this.checkFile();
        return passes;
      },
      onError: (error) => {
        if (statusOf(error) === 401) onSignedOut();
        this.fail(sentenceOf(error));
      },
      onSuccess: () => {
        this.sent.set(file.size);
        this.pauseMeter('done');
        onStop();
      },
    });
  }

  /** Sends, continuing where it stopped. */
  async start(): Promise<void> {
    this.error.set('');
    this.state.set('sending');
    if (!this.hasBegun) {
      const previous = await this.upload.findPreviousUploads();
      const id = this.uploadId();
      if (id === null && previous[0]) this.upload.resumeFromPreviousUpload(previous[0]);
      if (id !== null && (await isOtherFile(id, previous))) {
        this.fail(OTHER_FILE);
        return;
      }
    }
    this.hasBegun = true;
    // Paused during the lookup.
    if (this.state() === 'sending') this.upload.start();
  }

  /** Retries now instead of after the delay, because the server is reachable again. */
  async retry(): Promise<void> {
    if (this.state() !== 'retrying') return;
    await this.upload.abort();
    if (this.state() === 'retrying') await this.start();
  }

  /** Stops. Data that was received is kept. */
  async pause(): Promise<void> {
    this.pauseMeter('paused');
    await this.upload.abort();
  }

  private async checkFile(): Promise<void> {
    const isReadable = await this.file
      .slice(0, 1)
      .arrayBuffer()
      .then(
        () => true,
        () => false,
      );
    if (isReadable || this.state() !== 'retrying') return;
    await this.upload.abort();
    this.fail(UNREADABLE);
  }

  private fail(why: string): void {
    this.error.set(why);
    this.pauseMeter('failed');
    this.options.onStop();
  }

  private progress(sent: number): void {
    if (this.state() === 'paused') return;
    this.state.set('sending');
    this.sent.set(sent);
    this.meter.add(sent, performance.now());
    this.speed.set(this.meter.speed());
  }

  private pauseMeter(state: TransferState): void {
    this.state.set(state);
    this.meter.reset();
    this.speed.set(null);
  }
}

function responseOf(error: Error | DetailedError): HttpResponse | null {
  if (!('originalResponse' in error)) return null;
  return error.causingError instanceof ResumeError ? error.causingError.response : error.originalResponse;
}

/** Status of the response; 0 if there is none. */
const statusOf = (error: Error | DetailedError): number => responseOf(error)?.getStatus() ?? 0;

const UNREADABLE = 'The browser cannot read this file any more: it was changed, moved or deleted. Choose it again.';

const OTHER_FILE =
  'This file was modified at another time than the one of which a part was sent. Choose that one to continue, or remove this upload and choose this file again.';

function sentenceOf(error: Error | DetailedError): string {
  const response = responseOf(error);
  if (!response) return 'The server was not reached for some minutes. What was sent is kept: continue when it is back.';
  try {
    const { detail } = JSON.parse(response.getBody()) as { detail?: string };
    if (detail) return detail;
  } catch {
    // A message of the protocol, or a page of a proxy.
  }
  return response.getStatus() === 413
    ? 'A proxy in front of Reprise refuses requests of this size. Ask the operator to allow 16 MiB.'
    : `The server answered ${String(response.getStatus())}. What was sent is kept: try to continue.`;
}
