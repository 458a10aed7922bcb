import { NONE } from './body-options.ts';

/** Returns the options that produce a body: `--limit 4 --reason "leave room for the others"`. */
export const exampleOptions = (body: object): string =>
  Object.entries(body)
    .flatMap(([name, value]: [string, unknown]) => (name === 'params' ? paramsOf(value) : optionOf(name, value)))
    .join(' ');

const paramsOf = (params: unknown): string[] =>
  Object.entries(params as Record<string, unknown>).map(([name, value]) => `-p ${quoted(`${name}=${textOf(value)}`)}`);

function optionOf(name: string, value: unknown): string[] {
  const flag = `--${name.replaceAll('_', '-')}`;
  if (value === false) return [];
  return value === true ? [flag] : [`${flag} ${quoted(value === null ? NONE : textOf(value))}`];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Quotes texts that a shell would split. */
const quoted = (text: string): string => (/^[\w./:=@,+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
