import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { syncToDisk } from '@reprise/secret-files';
import type { FileStore } from '@tus/file-store';

/**
 * Response to bytes that could not be written, in the form of the library. The library names no cause; a sender that
 * has gone away does not read it.
 */
const NOT_WRITTEN = Object.assign(new Error('The disk takes no bytes of the upload'), {
  status_code: 503,
  body: 'The disk of the uploads is full or does not work. The bytes before are kept: continue the upload later.\n',
});

/** Response while an upload cannot be read. After a 404, for which the library mistakes it, senders begin again. */
const NOT_READ = Object.assign(new Error('The upload cannot be read from the disk'), {
  status_code: 503,
  body: 'The disk of the uploads does not work. The bytes received so far are kept: continue the upload later.\n',
});

/**
 * A store that acknowledges what is on disk: the content of an upload, and its size, which is in a file of its own.
 * @param Store class of the library, which is loaded by the first upload
 */
export function durableStore(Store: typeof FileStore, directory: string): FileStore {
  const sync = async (...names: readonly string[]) => {
    for (const name of names) await syncToDisk(join(directory, name));
  };
  class DurableStore extends Store {
    override async create(upload: Parameters<FileStore['create']>[0]): ReturnType<FileStore['create']> {
      const created = await super.create(upload);
      await sync(upload.id, `${upload.id}.json`, '.');
      return created;
    }

    override async write(...[content, id, offset]: Parameters<FileStore['write']>): Promise<number> {
      const end = await super.write(content, id, offset).catch(() => Promise.reject(NOT_WRITTEN));
      await sync(id);
      return end;
    }

    override async getUpload(id: string): ReturnType<FileStore['getUpload']> {
      try {
        return await super.getUpload(id);
      } catch (error) {
        const isGone = (await isMissing(join(directory, id))) || (await isMissing(join(directory, `${id}.json`)));
        throw isGone ? error : NOT_READ;
      }
    }
  }
  return new DurableStore({ directory });
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await access(path);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
