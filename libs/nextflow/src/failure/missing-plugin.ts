/** Nextflow's words for a plugin that is neither in its folder nor to be had. */
const MISSING = [
  /Plugin with id (\S+) not found in any repository/,
  /Plugin (\S+) does not exist in any repository/,
  /Cannot find (?:latest )?version (?:of|for) (\S+) plugin/,
  /Unknown plugin id: (\S+)/,
];
const DOWNLOADING = /Downloading plugin ([\w.-]+)@(\S+)/g;

/**
 * Returns the sentence for a plugin that Nextflow could not get, with its name and what to do; null if that is not the
 * error.
 * @param output of Nextflow, which tells the version
 */
export function missingPlugin(error: readonly string[], output: string): string | null {
  const text = error.join('\n');
  const name = MISSING.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  if (name === undefined) return null;
  const version = [...output.matchAll(DOWNLOADING)].findLast(([, id]) => id === name)?.[2];
  const asked = version === undefined ? name : `${name}@${version}`;
  const folder = `${name}-${version ?? '<version>'}`;
  return (
    `The pipeline needs the Nextflow plugin ${asked}, which is not among those here and could not be fetched. ` +
    `Put the folder ${folder} into the folder of plugins (REPRISE_PLUGINS_DIR), or let this machine reach the registry of plugins. Then rerun.`
  );
}
