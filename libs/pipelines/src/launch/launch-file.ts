/** Names in the launch folder that Nextflow reads by itself, or keeps its state in. */
const TAKEN = /^(nextflow\.config|\.nextflow.*)$/i;

/** Returns what is wrong with the name of a file in the launch folder; null if nothing is. */
export function launchFileProblem(name: string): string | null {
  // Below a folder, a run could have put a link that leads elsewhere.
  if (name === '' || name === '.' || name === '..' || name.includes('/'))
    return 'must be the name of a file or folder, without "/"';
  return TAKEN.test(name) ? 'is a name that Nextflow uses itself' : null;
}
