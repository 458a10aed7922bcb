import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  TextRequest,
  WorkDirRequest,
  textSubject,
  workDirSubject,
  type TextResponse,
  type WorkDirResponse,
  type RunnerPlace,
} from '@reprise/contracts';
import { attemptFiles, readText, withoutDumps, type TextChunk } from '@reprise/nextflow';
import { jobPaths, type JobPaths } from '../attempt/job-paths.ts';
import { isWorkDirOf } from './is-work-dir-of.ts';

const MAX_TEXT_BYTES = 256 * 1024;
/** Maximum size of an answer, because NATS accepts messages of up to 1 MB. */
const MAX_ANSWER_BYTES = 768 * 1024;
/** Bytes of an escaped control character in JSON. */
const LONGEST_IN_JSON = 6;

/** Answers requests about this runner's storage. The storage id and the runner id are parts of the subjects. */
export function storageQuestions(place: RunnerPlace, dataDir: string) {
  @Controller()
  class StorageQuestions {
    @MessagePattern(workDirSubject(place))
    async workDir(@Payload() asked: unknown): Promise<WorkDirResponse> {
      const { job_id, work_dir } = WorkDirRequest.parse(asked);
      // The same check is made when an attempt starts. Other folders of the job may remain: folders of other sessions,
      // or folders that were moved aside.
      const isThere = isWorkDirOf(job_id, dataDir, work_dir) && (await isDirectory(work_dir));
      return { work_dir: isThere ? 'present' : 'absent' };
    }

    @MessagePattern(textSubject(place))
    async text(@Payload() question: unknown): Promise<TextResponse> {
      const asked = TextRequest.parse(question);
      const path = await pathOf(dataDir, asked);
      const part = path ? await readAnswer(path, asked.offset, Math.min(asked.limit, MAX_TEXT_BYTES)) : null;
      if (!part) return { text: '', next_offset: 0, size: 0 };
      return asked.file === 'stdout' ? asPeopleRead(part) : part;
    }
  }
  return StorageQuestions;
}

const isDirectory = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false;

/** Reads the part of the file that fits into an answer. */
async function readAnswer(path: string, offset: number, limit: number): Promise<TextChunk | null> {
  const part = await readText(path, offset, limit);
  const fits = !part || Buffer.byteLength(JSON.stringify(part)) <= MAX_ANSWER_BYTES;
  return fits ? part : readText(path, offset, Math.floor(limit / LONGEST_IN_JSON));
}

/** Removes output that Nextflow prints only for Reprise. The file and Nextflow's log keep it. */
function asPeopleRead(part: TextChunk): TextChunk {
  const { text, left } = withoutDumps(part.text);
  return { ...part, text, next_offset: part.next_offset - Buffer.byteLength(left) };
}

/** The number of a task that shares its hash is ignored, because such tasks share their work dir. */
const TASK_HASH = /^([0-9a-f]{2})\/([0-9a-f]{6})(?:-\d{1,9})?(\/command)?$/;

/** Requested file: Nextflow's log, its output, or the combined output or the command of one task. */
async function pathOf(dataDir: string, asked: TextRequest): Promise<string | null> {
  const { job_id, attempt, file } = asked;
  const paths = jobPaths(dataDir, job_id);
  const files = attemptFiles(paths.attemptDir(attempt));
  if (file === 'nextflow') return files.log;
  if (file === 'stdout') return files.stdout;
  const [, bucket, start, command] = TASK_HASH.exec(file) ?? [];
  if (bucket === undefined || start === undefined) return null;
  for (const workDir of await workDirsOf(paths, dataDir, asked)) {
    const folder = join(workDir, bucket);
    const name = (await readdir(folder).catch(() => [])).find(
      (entry) => entry.startsWith(start) && !entry.includes(sep),
    );
    const log = name && join(folder, name, command ? '.command.sh' : '.command.log');
    if (log && (await stat(log).catch(() => null))) return log;
  }
  return null;
}

/**
 * Returns the requested work dir. If a gateway names none, returns all work dirs in the job's folder, the latest first.
 */
async function workDirsOf(paths: JobPaths, dataDir: string, { job_id, work_dir }: TextRequest): Promise<string[]> {
  if (work_dir !== undefined) return isWorkDirOf(job_id, dataDir, work_dir) ? [work_dir] : [];
  const sessions = await readdir(paths.workRoot).catch(() => []);
  return sessions.sort((a, b) => Number(b) - Number(a)).map((session) => join(paths.workRoot, session));
}
