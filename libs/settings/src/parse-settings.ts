import { inSentences } from '@reprise/contracts';
import { z } from 'zod';
import {
  namesFor,
  settings,
  type NameFor,
  type Reader,
  type Setting,
  type SettingName,
  type Settings,
} from './settings/index.ts';
import { exposedData, type Folders } from './exposed-data.ts';
import { unknownSettings } from './unknown-settings.ts';

/** Environment variables. Empty ones count as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

type RequiredBy<N extends SettingName> = Settings[N] extends { readonly requiredBy: readonly (infer R)[] } ? R : never;
type HasValue<N extends SettingName, R extends Reader> =
  R extends RequiredBy<N> ? true : Settings[N] extends { readonly default: string } ? true : false;

/** Parsed values of the settings that a program reads. */
export type SettingsOf<R extends Reader> = {
  readonly [N in NameFor<R> as HasValue<N, R> extends true ? N : never]: z.output<Settings[N]['type']>;
} & {
  readonly [N in NameFor<R> as HasValue<N, R> extends true ? never : N]?: z.output<Settings[N]['type']>;
};

/** Missing or invalid settings, with one line each, by name. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Validates and parses the settings that a program reads.
 * @throws SettingsError that names every invalid or unknown setting
 */
export function parseSettings<R extends Reader>(reader: R, env: Environment): SettingsOf<R> {
  return parseEnvironment(z.object(shapeFor(reader)), env) as SettingsOf<R>;
}

/** Validates and parses environment variables with a schema. Empty ones count as unset. @throws SettingsError */
export function parseEnvironment<T>(schema: z.ZodType<T>, env: Environment): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, text]) => text));
  const unknown = unknownSettings(given);
  const result = schema.safeParse(given, inSentences);
  const wrong = [
    ...unknown,
    ...(result.error?.issues ?? []).map((issue) => lineOf(issue, given)),
    ...(result.success ? exposedData(result.data as Folders) : []),
  ];
  if (result.success && wrong.length === 0) return result.data;
  throw new SettingsError(wrong.join('\n'));
}

/** Returns the schema of each variable that a program reads. */
export function shapeFor(reader: Reader): Record<string, z.ZodType> {
  return Object.fromEntries(namesFor(reader).map((name) => [name, typeFor(settings[name], reader)]));
}

function typeFor({ type, default: text, requiredBy }: Setting, reader: Reader): z.ZodType {
  if (requiredBy?.includes(reader)) return type;
  return text === undefined ? type.optional() : z.string().default(text).pipe(type);
}

/** Returns what is wrong with a variable. Addresses are not repeated, because they may contain a password. */
function lineOf({ path: [name], message }: z.core.$ZodIssue, given: Environment): string {
  const text = given[String(name)];
  const value = text === undefined || String(name).endsWith('_URL') ? '' : `; it is "${text}"`;
  return `${String(name)} ${message}${value}`;
}
