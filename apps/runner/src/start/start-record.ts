import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SYNTAX_PARSERS } from '@reprise/contracts';
import { z } from 'zod';

/**
 * Record of a start, stored next to the gate, so that a restarted runner that finds the gate can still record the
 * start.
 */
export const StartRecord = z.object({
  argv: z.array(z.string()),
  run_name: z.string(),
  pipeline_revision: z.string(),
  work_dir: z.string(),
  output_dir: z.string(),
  /** Absent if an older version of the runner started it. */
  nextflow_version: z.string().optional(),
  /** Absent if that version has only one parser. */
  syntax_parser: z.enum(SYNTAX_PARSERS).optional(),
});
export type StartRecord = z.infer<typeof StartRecord>;

const fileOf = (attemptDir: string) => join(attemptDir, 'start.json');

export async function writeStartRecord(attemptDir: string, record: StartRecord): Promise<void> {
  await writeFile(`${fileOf(attemptDir)}.tmp`, JSON.stringify(record), { flush: true });
  await rename(`${fileOf(attemptDir)}.tmp`, fileOf(attemptDir));
}

export const readStartRecord = async (attemptDir: string): Promise<StartRecord> =>
  StartRecord.parse(JSON.parse(await readFile(fileOf(attemptDir), 'utf8')));
