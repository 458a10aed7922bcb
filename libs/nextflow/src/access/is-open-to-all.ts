import { stat } from 'node:fs/promises';
import { placesOnTheWay } from './places-on-the-way.ts';

/**
 * Whether the mode bits let everyone read a file, and enter each folder on the way. Needs no process, and so does not
 * delay a start. Access lists that deny one user are not considered.
 */
export async function isOpenToAll(file: string): Promise<boolean> {
  const found = await Promise.all((await placesOnTheWay(file)).map((place) => stat(place).catch(() => null)));
  return found.every((place) => {
    const needed = place?.isDirectory() ? 0o111 : 0o444;
    return place !== null && (place.mode & needed) === needed;
  });
}
