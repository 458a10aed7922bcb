import { stat } from 'node:fs/promises';
import { placesOnTheWay } from './places-on-the-way.ts';

/**
 * Whether the mode bits let everybody read a file, and enter each folder on the way. Takes no process, and so no time of a
 * start. An access list that refuses one user is not seen.
 */
export async function isOpenToAll(file: string): Promise<boolean> {
  const found = await Promise.all((await placesOnTheWay(file)).map((place) => stat(place).catch(() => null)));
  return found.every((place) => {
    const needed = place?.isDirectory() ? 0o111 : 0o444;
    return place !== null && (place.mode & needed) === needed;
  });
}
