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
  if (isTexts(value)) return textsOf(value).map((text) => `${flag} ${quoted(text)}`);
  return value === true ? [flag] : [`${flag} ${quoted(value === null ? NONE : textOf(value))}`];
}

/** Whether it is a list or an object of strings, so that its option is repeated. */
const isTexts = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');

const textsOf = (value: object): string[] =>
  Object.entries(value as Record<string, string>).map(([key, text]) =>
    Array.isArray(value) ? text : `${key}=${text}`,
  );

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Quotes strings that a shell would split. */
const quoted = (text: string): string => (/^[\w./:=@,+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
