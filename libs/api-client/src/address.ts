type Value = string | number | boolean | null | undefined;
type Values = Readonly<Record<string, Value | readonly Value[]>>;

/**
 * Returns the URL of a request: the path with its parameters, then the query. Lists are joined by slashes in the path,
 * and by commas in the query; `undefined` and `null` are omitted.
 */
export function addressOf(path: string, parameters: Values = {}, query: Values = {}): string {
  const filled = path.replace(/\{(\w+)\*?\}/g, (_, name: string) => segmentsOf(parameters[name]).map(encode).join('/'));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const given = segmentsOf(value);
    if (given.length > 0) search.set(name, given.join());
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

const segmentsOf = (value: Value | readonly Value[]): string[] =>
  (isList(value) ? value : [value]).filter((item) => item !== undefined && item !== null).map(String);
const isList = (value: Value | readonly Value[]): value is readonly Value[] => Array.isArray(value);

/** A single `.` or `..` would be resolved on the way. */
const encode = (segment: string): string =>
  encodeURIComponent(segment).replace(/^\.{1,2}$/, (dots) => dots.replaceAll('.', '%2E'));
