import { stat } from 'node:fs/promises';
import { placesOnTheWay } from './places-on-the-way.ts';

/**
 * Whether the mode bits let everyone read a file, and enter each folder on the way. Starts no process, so it does not
 * delay the start of a run. Ignores access lists that deny a single user.
 */
export async function isOpenToAll(file: string): Promise<boolean> {
  const found = await Promise.all((await placesOnTheWay(file)).map((place) => stat(place).catch(() => null)));
  return found.every((place) => {
    const needed = place?.isDirectory() ? 0o111 : 0o444;
    return place !== null && (place.mode & needed) === needed;
  });
}
