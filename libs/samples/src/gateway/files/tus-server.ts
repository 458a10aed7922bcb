import { finished } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Reason } from '@reprise/contracts';
import type { Metadata, Server } from '@tus/server';
import type { Request, Response } from 'express';
import { diskFailing } from '@reprise/gateway/shared/http/disk-failing.ts';
import { ProblemException, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { durableStore } from './durable-store.ts';
import { Uploads } from './uploads.service.ts';
import { UploadsFolder } from './uploads-folder.ts';

const MAX_NAME = 255;

interface Tus {
  readonly server: Server;
  readonly metadata: typeof Metadata;
}

/**
 * The tus protocol (https://tus.io, 1.0.0). Stores bytes under our own names, and reports when the last byte has
 * arrived.
 */
@Injectable()
export class TusServer {
  #tus: Promise<Tus> | undefined;
  /** Ids of uploads that are being created, by their request. */
  readonly #ids = new WeakMap<object, string>();

  constructor(
    private readonly folder: UploadsFolder,
    private readonly uploads: Uploads,
  ) {}

  /** Starts an upload. @throws ProblemException 413, 422, 507 */
  async create(request: Request, response: Response): Promise<void> {
    const { server, metadata } = await this.#loaded();
    if (request.get('tus-resumable') !== undefined) {
      const { name, reason } = aboutUpload(request, metadata);
      this.#ids.set(request, await this.uploads.create(name, sizeOf(request), request.actor, reason));
    }
    await server.handle(request, response);
  }

  /** Returns how much of an upload was received, or receives more of it. @throws ProblemException 403, 404 */
  async continue(id: string, request: Request, response: Response): Promise<void> {
    await this.uploads.continue(id, request.actor, async () => {
      const { server } = await this.#loaded();
      // If the connection breaks, the handler's promise does not settle.
      await Promise.race([server.handle(request, response), finished(response).catch(() => undefined)]);
    });
  }

  #loaded(): Promise<Tus> {
    return (this.#tus ??= this.#load());
  }

  /** Loaded by the first upload, because it takes 13 MiB with the `fetch` client that it needs. */
  async #load(): Promise<Tus> {
    const [{ Server, Metadata }, { FileStore }] = await Promise.all([import('@tus/server'), import('@tus/file-store')]);
    const server = new Server({
      path: '/api/uploads',
      datastore: durableStore(FileStore, this.folder.files),
      relativeLocation: true,
      // The page has the same origin, so no header permits other origins.
      allowedOrigins: [],
      namingFunction: (request) => this.#ids.get(request.runtime?.node?.req ?? request) ?? '',
      onResponseError: (_, error) => {
        const body = diskFailing(error);
        return body === undefined ? undefined : { status_code: 503, body };
      },
      onUploadFinish: async (_, { id }) => {
        await this.uploads.received(id);
        return {};
      },
    });
    return { server, metadata: Metadata };
  }
}

function sizeOf(request: Request): number {
  const text = request.get('upload-length') ?? '';
  const size = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (size === 0)
    throw wrongFields([{ field: 'Upload-Length', message: 'must be the size of the file, at least 1 byte' }]);
  return size;
}

/** Name of the file given by the sender, which is only displayed, and the sender's reason. */
function aboutUpload(
  request: Request,
  metadata: typeof Metadata,
): { readonly name: string; readonly reason: string | undefined } {
  const { filename, reason } = parsed(metadata, request.get('upload-metadata') ?? '');
  if (UNSAFE_NAME.test(filename ?? ''))
    throw wrongFields([
      {
        field: 'Upload-Metadata',
        message: 'must hold a filename without control characters, such as line breaks, and without ../',
      },
    ]);
  const name = plain(filename);
  if (!name || name.length > MAX_NAME)
    throw wrongFields([
      { field: 'Upload-Metadata', message: `must hold the filename, of at most ${String(MAX_NAME)} characters` },
    ]);
  const given = Reason.safeParse(plain(reason));
  if (!given.success)
    throw wrongFields([{ field: 'Upload-Metadata', message: 'must hold a reason of at most 500 characters' }]);
  return { name, reason: given.data || undefined };
}

/** Names with a meaning for a terminal, a log or a file system. */
const UNSAFE_NAME = /\p{Cc}|(?:^|[/\\])\.\.(?:[/\\]|$)/u;

/** Text without invalid characters. */
const plain = (text: string | null | undefined): string => (text ?? '').replace(/[\p{Cc}\p{Surrogate}]/gu, '').trim();

function parsed(metadata: typeof Metadata, text: string): Record<string, string | null> {
  try {
    return text ? metadata.parse(text) : {};
  } catch (error) {
    throw new ProblemException(
      400,
      'Upload-Metadata is not as tus defines it: keys with values in Base64, commas between.',
      { cause: error },
    );
  }
}
