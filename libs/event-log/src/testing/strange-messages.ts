import fc from 'fast-check';
import type { Message } from '../codec/codec.ts';
import { everyType, messageOf, STRANGE_VALUES, withData, withHeaders } from './poison.ts';

/**
 * Generates variants of a message: a field at any depth with an unusual value, a changed header, or a damaged payload.
 */
export function strangeVersions(genuine: Message): fc.Arbitrary<Message> {
  const field = fc
    .tuple(fc.nat(), fc.constantFrom(...STRANGE_VALUES))
    .map(([at, value]) => withData(genuine, (data) => replaced(data, oneOf([...MORE, ...pathsIn(data)], at), value)));
  const header = fc
    .tuple(fc.constantFrom(...genuine.headers.map(([name]) => name)), fc.string({ maxLength: 40 }))
    .map(([name, value]) => withHeaders(genuine, { [name]: value }));
  const damage = fc
    .tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 20 }))
    .map(([at, bytes]) => ({ ...genuine, payload: damaged(genuine.payload, at, bytes) }));
  const anyBytes = fc.uint8Array({ maxLength: 200 }).map((payload) => ({ ...genuine, payload }));
  return fc.oneof({ weight: 3, arbitrary: field }, { weight: 2, arbitrary: header }, damage, anyBytes);
}

/** Generates messages of every type about a job; most are invalid. */
export const strangeMessages = (jobId: string): fc.Arbitrary<Message> =>
  fc.constantFrom(...everyType).chain((type) => strangeVersions(messageOf(type, jobId)));

const oneOf = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

/** Fields that readers use in events of other types. */
const MORE: readonly Path[] = [['more'], ['hash'], ['attempt'], ['queue'], ['reason'], ['job_id']];

type Path = readonly [string, ...string[]];

/** Lists the paths of all fields and items of a value, at any depth. */
function pathsIn(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Path[] => [
    [key],
    ...pathsIn(inner).map((rest): Path => [key, ...rest]),
  ]);
}

/** Returns a copy with a different value at a path. */
function replaced<T extends object>(whole: T, [key, ...rest]: Path, value: unknown): T {
  const copy = structuredClone(whole) as Record<string, unknown>;
  const [next, ...further] = rest;
  copy[key] = next === undefined ? value : replaced(copy[key] as object, [next, ...further], value);
  return copy as T;
}

/** Returns the payload overwritten with these bytes from a position on. */
function damaged(payload: Uint8Array, at: number, bytes: Uint8Array): Uint8Array {
  const start = at % payload.length;
  const copy = payload.slice();
  copy.set(bytes.slice(0, payload.length - start), start);
  return copy;
}
