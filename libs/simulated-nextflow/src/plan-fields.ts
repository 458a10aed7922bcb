/** Validates a plan's fields by hand, because a library takes longer to load than the rest of a run. */
export type Fields = Readonly<Record<string, unknown>>;

export function record(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${where} must be an object`);
  return value as Fields;
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${where} must be a list`);
  return value;
}

export function textField(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new Error(`${where} must be a text`);
  return value;
}

export function number(value: unknown, where: string): number {
  if (typeof value !== 'number' || value < 0) throw new Error(`${where} must be a number from 0 up`);
  return value;
}

/** The validated field, or null if absent. */
export function field<T>(given: Fields, name: string, check: (value: unknown, where: string) => T): T | null {
  return given[name] === undefined ? null : check(given[name], name);
}
