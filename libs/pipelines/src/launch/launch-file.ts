/** Names in the launch dir that Nextflow reads by itself, or uses for its state. */
const TAKEN = /^(nextflow\.config|\.nextflow.*)$/i;

/** Returns what is wrong with a file name in the launch dir; null if it is valid. */
export function launchFileProblem(name: string): string | null {
  // A run could have replaced a subfolder with a link that leads out of the launch dir.
  if (name === '' || name === '.' || name === '..' || name.includes('/'))
    return 'must be the name of a file or folder, without "/"';
  return TAKEN.test(name) ? 'is a name that Nextflow uses itself' : null;
}
