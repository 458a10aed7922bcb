import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BrokenPipeline } from '@reprise/contracts';
import { isInside } from './paths/absolute-params.ts';
import { readParamsSchema, type ParamsSchema } from './schema/params-schema.ts';

const SCHEMA = 'nextflow_schema.json';

/** A file of a pipeline that is wrong: which field of it, and why. */
export class InvalidPipelineError extends Error {
  readonly broken: BrokenPipeline[];
  constructor(folder: string, file: string, problems: readonly (readonly [field: string | null, reason: string])[]) {
    super(`${join(folder, file)} is wrong`);
    this.broken = problems.map(([field, reason]) => ({ file: join(folder, file), field, reason }));
  }
}

/**
 * Reads and compiles the schema of a pipeline's folder; null if there is none.
 * @throws InvalidPipelineError
 */
export function readSchema(folder: string): ParamsSchema | null {
  if (!isFile(join(folder, SCHEMA))) return null;
  const document = z.record(z.string(), z.unknown()).safeParse(readJson(folder, SCHEMA));
  if (!document.success) throw new InvalidPipelineError(folder, SCHEMA, [[null, 'must be a JSON object']]);
  try {
    const config = ['nextflow.config', 'main.nf'].map((name) => join(folder, name)).filter(isFile);
    return readParamsSchema(document.data, config.map((file) => readFileSync(file, 'utf8')).join('\n'));
  } catch (error) {
    throw new InvalidPipelineError(folder, SCHEMA, [[null, `is no valid JSON schema: ${(error as Error).message}`]]);
  }
}

/**
 * The same of a repository's files, whose links must not lead out of them: the schema is shown to people.
 * @throws InvalidPipelineError
 */
export function readRepositorySchema(folder: string): ParamsSchema | null {
  const path = join(folder, SCHEMA);
  if (isFile(path) && !isInside(realpathSync(path), realpathSync(folder)))
    throw new InvalidPipelineError(folder, SCHEMA, [[null, 'is a link that leads out of the repository']]);
  return readSchema(folder);
}

/** @throws InvalidPipelineError the file is no JSON */
export function readJson(folder: string, file: string): unknown {
  const text = readFileSync(join(folder, file), 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidPipelineError(folder, file, [[null, `is no valid JSON: ${(error as Error).message}`]]);
  }
}

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
