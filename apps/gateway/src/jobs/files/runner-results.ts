import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ResultPartResponse } from '@reprise/contracts';
import type { ResultEntry } from '@reprise/result-files';
import { unavailable } from '../../shared/http/problem.ts';
import type { Storages } from '../storages.ts';
import type { AttemptFolders, ResultSource } from './result-source.ts';

/** Size of a part in bytes. Encoded in base64, it fits into a NATS message. */
const PART_BYTES = 512 * 1024;

/**
 * Returns the results on the storage of a runner, which sends them in parts.
 * @param name display name of the runner
 * @throws ProblemException 503 if no runner with that storage answers
 */
export function runnerResults(
  storages: Storages,
  { runner_id, storage_id, ...dirs }: AttemptFolders,
  name: string,
): ResultSource {
  const place = { runner_id, storage_id };
  const throwAway = (): never => {
    throw unavailable(
      `The runner ${name}, which keeps these results, does not answer now. Try again when it is back.`,
      5,
    );
  };
  const partOf = async (path: string, offset: number, limit: number) => {
    const answer = await storages.readResult(place, { ...dirs, path, offset, limit });
    return (answer ?? throwAway()).part;
  };
  return {
    async list(most) {
      const entries: ResultEntry[] = [];
      let truncated = false;
      for (let more = true; more && entries.length <= most;) {
        const after = entries.at(-1)?.path ?? null;
        const answer = (await storages.listResults(place, { ...dirs, after })) ?? throwAway();
        entries.push(...answer.entries);
        truncated ||= answer.truncated ?? false;
        more = answer.more && answer.entries.length > 0;
      }
      return { entries: entries.slice(0, most), truncated: truncated || entries.length > most };
    },
    async open(path) {
      const found = await partOf(path, 0, 0);
      if (!found) return null;
      const read = async (offset: number, limit: number) => {
        const part = await partOf(path, offset, limit);
        if (part && (part.size !== found.size || part.modified_at !== found.modified_at))
          throw new Error('The file was replaced while it was read.');
        return part;
      };
      const bytes = (start: number, end: number) => parts(read, start, end);
      return {
        size: found.size,
        modifiedAt: found.modified_at,
        read: (start, end) => Readable.from(bytes(start, end)),
        part: (start, end) => buffer(bytes(start, end)),
        close: () => Promise.resolve(),
      };
    },
  };
}

type ReadPart = (offset: number, limit: number) => Promise<ResultPartResponse['part']>;

async function* parts(read: ReadPart, start: number, end: number): AsyncGenerator<Buffer> {
  for (let offset = start; offset <= end;) {
    const part = await read(offset, Math.min(PART_BYTES, end - offset + 1));
    const bytes = Buffer.from(part?.base64 ?? '', 'base64');
    if (bytes.length === 0) throw new Error('The file became shorter while it was read.');
    offset += bytes.length;
    yield bytes;
  }
}
