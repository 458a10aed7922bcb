import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BrokenPipeline } from '@reprise/contracts';
import { isInside } from './paths/absolute-params.ts';
import { readParamsBlock } from './schema/params-block.ts';
import { readParamsSchema, type ParamsSchema } from './schema/params-schema.ts';

const SCHEMA = 'nextflow_schema.json';

/** A file of a pipeline is invalid. The message contains the field and the reason. */
export class InvalidPipelineError extends Error {
  readonly broken: BrokenPipeline[];
  constructor(folder: string, file: string, problems: readonly (readonly [field: string | null, reason: string])[]) {
    super(`${join(folder, file)} is wrong`);
    this.broken = problems.map(([field, reason]) => ({ file: join(folder, file), field, reason }));
  }
}

/**
 * Reads and compiles the schema of a pipeline's folder and its script's params block; null if there is neither.
 * @param script empty if the script is not available yet
 * @throws InvalidPipelineError
 */
export function readSchema(folder: string, script: string): ParamsSchema | null {
  const code = textOf(script);
  const config = `${textOf(join(folder, 'nextflow.config'))}\n${code}`;
  const file = isFile(join(folder, SCHEMA)) ? readSchemaFile(folder) : null;
  try {
    return readParamsSchema({ file, declared: readParamsBlock(code), config });
  } catch (error) {
    throw new InvalidPipelineError(folder, SCHEMA, [[null, `is not a valid JSON schema: ${(error as Error).message}`]]);
  }
}

function readSchemaFile(folder: string): Record<string, unknown> {
  const document = z.record(z.string(), z.unknown()).safeParse(readJson(folder, SCHEMA));
  if (document.success) return document.data;
  throw new InvalidPipelineError(folder, SCHEMA, [[null, 'must be a JSON object']]);
}

const textOf = (file: string): string => (file !== '' && isFile(file) ? readFileSync(file, 'utf8') : '');

/**
 * Like `readSchema`, for the files of a repository. Their links must not lead out of the repository, because users see
 * the schema.
 * @throws InvalidPipelineError
 */
export function readRepositorySchema(folder: string, script: string): ParamsSchema | null {
  const path = join(folder, SCHEMA);
  if (isFile(path) && !isInside(realpathSync(path), realpathSync(folder)))
    throw new InvalidPipelineError(folder, SCHEMA, [[null, 'is a link that leads out of the repository']]);
  return readSchema(folder, script);
}

/**
 * @throws InvalidPipelineError if the file is not JSON
 */
export function readJson(folder: string, file: string): unknown {
  const text = readFileSync(join(folder, file), 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidPipelineError(folder, file, [[null, `is not valid JSON: ${(error as Error).message}`]]);
  }
}

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
