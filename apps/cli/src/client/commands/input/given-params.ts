import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CliError, EXIT } from '../../cli-error.ts';
import { paramsIn } from './pipeline-schema.ts';

type Params = Record<string, unknown>;

/** Reads a params file in JSON or YAML, as `nextflow run -params-file` does. @throws CliError if it is invalid */
export function readParamsFile(file: string): Params {
  const value = parsed(readInputText(file), file);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CliError(
      `${file} holds no parameters.`,
      EXIT.usage,
      'Write it as JSON or YAML, one name with its value after the other.',
    );
  return value as Params;
}

/** Reads a file; `-` stands for standard input. @throws CliError if it cannot be read */
export function readInputText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${(error as Error).message}.`, EXIT.usage, 'Check the path.');
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new CliError(
      `${file} is neither JSON nor YAML: ${(error as Error).message.split('\n')[0]!}`,
      EXIT.usage,
      'Correct the file.',
    );
  }
}

/**
 * Converts `name=value` from the command line. The value stays a string if the pipeline's schema says so. Otherwise a
 * number, `true`, `false`, or a JSON object or list is parsed.
 * @throws CliError if the name is missing
 */
export function parseParams(given: readonly string[], schema: unknown): Params {
  const known = paramsIn(schema);
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = /^([^=\s]+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined)
        throw new CliError(`${text} is not a parameter.`, EXIT.usage, 'Write it as name=value.');
      return [name, valueOf(value, known.get(name)?.type)];
    }),
  );
}

function valueOf(text: string, type: string | readonly string[] | undefined): unknown {
  const isJson = /^(true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|\{.*\}|\[.*\])$/s.test(text);
  return isJson && type !== 'string' ? jsonOr(text) : text;
}

/** Returns the text itself if it is not JSON, because the server validates it. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
