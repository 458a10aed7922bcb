import { namesOf } from '@reprise/nextflow';

/** Returns whether a work dir is in this folder of work dirs, under any of its names. */
export function isIn(workRoot: string | undefined): (dir: string) => boolean {
  const folders = namesOf(workRoot);
  return (dir) => folders.some((folder) => dir.startsWith(`${folder}/`));
}
