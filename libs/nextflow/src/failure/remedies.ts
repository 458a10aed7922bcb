interface Remedy {
  readonly sign: RegExp;
  /** A sentence: what is wrong, what to do. `found`: the groups of `sign`. */
  readonly words: (subject: string, ...found: string[]) => string;
}

/** Failures whose own words do not say what to do, by words of the shell, of Docker and of Nextflow 22.10 to 24.10. */
const REMEDIES: readonly Remedy[] = [
  {
    // Nextflow calls them before a task's own script runs; what that script calls is reported under `.command.sh`.
    sign: /^\s*(?:bash|\.command\.run): line \d+: (docker|podman|singularity|apptainer|conda|mamba): command not found/,
    words: (subject, tool) =>
      `${subject} did not start: ${tool} is not installed on the runner's machine, or not in its PATH. Install it there, then resume; or submit again with a profile that does without it.`,
  },
  {
    sign: /Cannot connect to the Docker daemon(?: at (\S+?)\.? )?/,
    words: (subject, socket) =>
      `${subject} did not start: Docker cannot be reached${socket ? ` at ${socket}` : ''}. Start Docker on the runner's machine, then resume.`,
  },
  {
    sign: /permission denied while trying to connect to the Docker/,
    words: (subject) =>
      `${subject} did not start: the user that runs Nextflow may not use Docker. Add it to the group docker, then resume.`,
  },
  {
    sign: /Plugin with id (\S+) not found in any repository/,
    words: (_, plugin) =>
      `The plugin ${plugin} is missing, and Nextflow could not fetch it. Connect this machine to the internet, or put the plugin as the folder ${plugin}-<version> into the folder named by REPRISE_PLUGINS_DIR, then rerun.`,
  },
  {
    sign: /Install is not supported on dev mode - Missing plugin (\S+) (\S+)/,
    words: (_, plugin, version) =>
      `The plugin ${plugin}@${version} is missing, and this Nextflow fetches none (NXF_PLUGINS_MODE=dev). Put the plugin as the folder ${plugin}-${version} into the folder named by REPRISE_PLUGINS_DIR, then rerun.`,
  },
  {
    sign: /Cannot find version for (\S+) plugin -- plugin versions MUST be specified/,
    words: (_, plugin) =>
      `The pipeline uses the plugin ${plugin} without its version, which Nextflow needs offline. Name it in nextflow.config, such as plugins { id '${plugin}@1.0.0' }, then rerun.`,
  },
  {
    // Nextflow 24.10 compares the name with those of all workflows, of which the unnamed one has none.
    sign: /^Strings must not be null$/,
    words: () =>
      'Nextflow could not run the pipeline: Strings must not be null. It says so where the script has no workflow of the name that the job gives as entry. Check the entry, then submit again.',
  },
];

/** Sentence of what is wrong and what to do, where the words of a failure are known; else null. */
export function remedyFor(subject: string, said: readonly string[]): string | null {
  for (const { sign, words } of REMEDIES) {
    const found = said.map((line) => sign.exec(line)).find((match) => match !== null);
    if (found) return words(subject, ...found.slice(1));
  }
  return null;
}
